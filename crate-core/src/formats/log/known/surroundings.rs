//! Lines that are not shown: they tell who speaks, to whom, and by which clock.

use super::{Known, Tells, all, line};

const ALARM: &str = "Cisco doc 214535";

/// A line that only tells.
const fn quiet(literals: &'static [&'static str], tells: Tells) -> Known {
    line(literals, "").silent().tells(tells).source(ALARM)
}

pub(super) const LINES: &[Known] = &[
    quiet(&["name=\"DeviceName\">"], Tells::Alarm).example("\t<String name=\"DeviceName\">SEP001122334455</String>"),
    quiet(&["name=\"IPv4Address\">"], Tells::Alarm).example("\t<String name=\"IPv4Address\">10.1.2.3</String>"),
    quiet(&["name=\"CTL_TFTP_Server\">"], Tells::Alarm).example("\t<String name=\"CTL_TFTP_Server\">N/A</String>"),
    quiet(&["name=\"ITL_TFTP_Server\">"], Tells::Alarm)
        .example("\t<String name=\"ITL_TFTP_Server\">cucm-tftp.example.com</String>"),
    quiet(&["sipio-sent--->"], Tells::Sent)
        .example("5850 DEB Mar 09 18:32:45.419807 (618:927) JAVA-sipio-sent---> REFER sip:10.1.1.10 SIP/2.0^M"),
    quiet(&["sipio-recv<---"], Tells::Received)
        .uncertain()
        .example("5902 DEB Mar 09 18:32:45.519807 (618:927) JAVA-sipio-recv<--- SIP/2.0 200 OK^M"),
    quiet(&["Received HTTP/1.1 "], Tells::Received)
        .source("Cisco doc 118699")
        .example("8198 NOT 11:04:15.296173  CVM-[truncated] Received HTTP/1.1 200 OK^M"),
    quiet(&["GHTTP-hdr->Date: "], Tells::ServerDate)
        .values(&[all("date")])
        .uncertain()
        .example("4926 NOT Mar 09 18:32:38.938928 (1886:1886) GHTTP-hdr->Date: Sat, 09 Mar 2019 18:32:38 GMT"),
    quiet(&["Date: "], Tells::Date)
        .at_start()
        .values(&[all("date")])
        .example("\tDate: Sat, 09 Mar 2019 18:32:45 GMT^M"),
];
