//! Which trust lists a phone says it holds.

use super::super::reading::{alarm, alarm_ctl, alarm_itl, list_hash};
use super::{Known, Read, Tells, line};

const ALARM: &str = "Cisco doc 214535";

/// A field of the alarm, or the alarm as a whole when it stands in one line.
const fn field(literals: &'static [&'static str], read: Read) -> Known {
    line(literals, "{it}").read(read).tells(Tells::Alarm).check("TXT-05").source(ALARM)
}

/// What a screen or a page shows; which hash it is depends on the model.
const fn shown(literals: &'static [&'static str]) -> Known {
    line(literals, "{it}")
        .at_start()
        .read(list_hash)
        .tells(Tells::ListHash)
        .check("TXT-05")
        .source("Cisco doc 118893")
        .uncertain()
}

pub(super) const LINES: &[Known] = &[
    field(&["DeviceTLInfo"], alarm).example(
        "[8:54:12am 08/20/19] DeviceTLInfo DeviceName=SEP001122334455 IPv4Address=10.1.2.3 CTL_Signature=Not Installed CTL_TFTP_Server=N/A ITL_Signature=1B A1 C9 07 E9 9E 4D 3C 53 9D C8 14 24 AF 6C 9F 7D CE 4D 6D  ITL_TFTP_Server=cucm-tftp.example.com StatusCode=3",
    ),
    field(&["CTL_Signature"], alarm_ctl).example("\t<String name=\"CTL_Signature\">Not Installed</String>"),
    field(&["ITL_Signature"], alarm_itl)
        .example("\t<String name=\"ITL_Signature\">1B A1 C9 07 E9 9E 4D 3C 53 9D C8 14 24 AF 6C 9F 7D CE 4D 6D </String>"),
    shown(&["CTL File"]).example("CTL File: 2e7a6113eadbdae67ffa918d81376902"),
    shown(&["ITL File"]).example("ITL File  D0:F3:51:1F:10:EE:F7:75:CC:91:CC:E3:FA:68:40:C2:64:0F:11:B8"),
    shown(&["CTL Hash"]).example("CTL hash = 2e7a6113eadbdae67ffa918d81376902"),
    shown(&["ITL Hash"]).example("ITL hash = 2e7a6113eadbdae67ffa918d81376902"),
    shown(&["CTL Signature"]).example("CTL Signature: 2e7a6113eadbdae67ffa918d81376902"),
    shown(&["ITL Signature"]).example("ITL Signature: 2e7a6113eadbdae67ffa918d81376902"),
];
