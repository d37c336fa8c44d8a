#!/usr/bin/env python3
"""Lets the library icalendar read calendars, and prints each event as a line of JSON.

    read-calendar.py FILE

A line has `uid`, `summary`, `description`, `day` (as 2030-03-01; the event takes that day alone), `stamp` (as
2026-11-23T00:00:00Z) and `alarms`: for each its `days` before the day, and its `text`. What the library objects to, and what
RFC 5545 asks for and is not there, ends the program.
"""

import datetime
import json
import pathlib
import sys

from icalendar import Calendar


def read(path):
    content = path.read_bytes()
    for line in content.split(b"\r\n"):
        if len(line) > 75 or b"\n" in line or b"\r" in line:
            sys.exit(f"not a content line of RFC 5545, section 3.1: {line!r}")
    calendar = Calendar.from_ical(content)
    if calendar.errors or str(calendar["VERSION"]) != "2.0" or not str(calendar["PRODID"]):
        sys.exit(f"not a calendar: {calendar.errors}")
    for event in calendar.walk("VEVENT"):
        if event.errors:
            sys.exit(f"{event['UID']}: {event.errors}")
        day = event.decoded("DTSTART")
        if isinstance(day, datetime.datetime) or "DTEND" in event or "DURATION" in event:
            sys.exit(f"{event['UID']}: not one whole day")
        alarms = event.walk("VALARM")
        if any(str(alarm["ACTION"]) != "DISPLAY" for alarm in alarms):
            sys.exit(f"{event['UID']}: an alarm that shows nothing")
        stamp = event.decoded("DTSTAMP").astimezone(datetime.timezone.utc)
        yield {
            "uid": str(event["UID"]),
            "summary": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
            "day": day.isoformat(),
            "stamp": stamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "alarms": [
                {"days": -alarm.decoded("TRIGGER").days, "text": str(alarm["DESCRIPTION"])} for alarm in alarms
            ],
        }


def main():
    for event in read(pathlib.Path(sys.argv[1])):
        print(json.dumps(event))


if __name__ == "__main__":
    main()
