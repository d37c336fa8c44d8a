//! FMT-06

use super::super::{Check, Observations, any_list};
use crate::case::evaluation::Evaluation;
use crate::formats::trust_list::Record;
use crate::report::{Evidence, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-06",
    severity: Severity::Error,
    title: "The certificate in every record can be read",
    meaning: "CERTIFICATE holds one X.509 certificate in DER and nothing else. One that cannot be read, or is followed by other bytes, is of no \
              use to a phone that has to compare it with what a server shows.",
    symptoms: "Phones cannot use the record: whatever it stands for is not trusted.",
    plan: None,
    remedy: "Find the certificate on the server (OS Administration, Certificate Management) and see that it can be read there; regenerate it if \
             not, then restart TFTP (ITL) or run \"utils ctl update CTLFile\" (CTL).",
    source: "the file format as observed in files of CUCM and certutils; RFC 5280 section 4.1",
    since: "0.1",
    needs: "a trust list",
    wants: &[],
    applies: any_list,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for list in &evaluation.lists {
        for (number, read) in (1..).zip(&list.contents.certificates) {
            let what = match read {
                Some(Err(error)) => format!("It cannot be read: {error}."),
                Some(Ok(read)) if read.trailing > 0 => {
                    format!("It is followed by {} bytes that belong to nothing.", read.trailing)
                }
                _ => continue,
            };
            let start = list.contents.list.records.get(number - 1).and_then(Record::certificate_offset);
            let evidence = Evidence {
                input: Some(list.input.id),
                record: Some(number),
                offset: start.and_then(|start| u64::try_from(start).ok()),
                certificate: None,
            };
            observations.say(
                format!("{}, record {number}: the certificate is damaged", list.input.short_name()),
                what,
                vec![evidence],
            );
        }
    }
}
