//! Phones that start for the first time, and phones to which nothing new happens.

use super::{CTL, ITL, SECOND, SECOND_ITL, Situation, refuses_itl, row, takes_ctl, takes_file, takes_itl};
use crate::cluster::Encode;
use crate::scene::{SERVER, Scene};
use trustlens_core::report::ClusterMode::{Mixed, NonSecure};
use trustlens_core::report::Identity::Callmanager;

pub(super) static ROWS: &[Situation] = &[
    row(
        "8.6, non-secure: a new phone and its first ITL",
        "domain.md 2.5: neither CTL nor ITL, accept; formats.md 9: the first one is taken on trust",
        || Scene::of("8.6", NonSecure, 2).offers(&[ITL]),
        takes_itl("L-NOTHING-HELD"),
    ),
    row(
        "15, non-secure: a new phone and its first ITL",
        "domain.md 2.5: neither CTL nor ITL, accept",
        || Scene::of("15", NonSecure, 3).offers(&[SECOND_ITL]),
        takes_itl("L-NOTHING-HELD"),
    ),
    row(
        "12.5, mixed: a new phone and its first CTL",
        "domain.md 2.5: neither CTL nor ITL, accept; formats.md 9: CTL is asked for first",
        || Scene::of("12.5", Mixed, 2).offers(&[CTL, ITL]),
        takes_ctl("L-NOTHING-HELD"),
    ),
    row(
        "12.5, mixed: the ITL of a new phone, which has taken its first CTL a moment before",
        "domain.md 2.5 (a): with a CTL the ITL is checked by the CTL; 2.3: ITLRecovery is SAST in the CTL from 12.0 and signs the ITL",
        || Scene::of("12.5", Mixed, 2).offers(&[CTL, ITL]),
        takes_itl("L-OPENS-BY-CTL"),
    ),
    row(
        "8.6, mixed with tokens: the ITL of a new phone, which has taken its first CTL a moment before",
        "formats.md 9.1: \"CTL and ITL installed\" is what a first start says; domain.md 2.2, 2.3: CallManager signs the ITL, and the CTL names it as \
         CCM+TFTP, not as SAST. domain.md 2.5 asks for SAST alone, which would refuse it; Security Guide, Default Security: a phone with a CTL \
         authenticates the ITL by it, and the TFTP server's CallManager certificate authenticates the ITL",
        || Scene::of("8.6", Mixed, 2).offers(&[CTL, ITL]),
        takes_itl("L-OPENS-BY-CTL"),
    ),
    row(
        "10.5, mixed without tokens: the ITL of the second TFTP server for a new phone, which has taken the CTL a moment before",
        "as for 8.6 with tokens: of the CallManager certificates the CTL names the publisher's alone as SAST (domain.md 2.3)",
        || Scene::of("10.5", Mixed, 2).offers(&["cucm-sub1/CTLFile.tlv", SECOND_ITL]),
        takes_itl("L-OPENS-BY-CTL"),
    ),
    row(
        "8.6, mixed with tokens: a phone with a CTL and no ITL yet",
        "Security Guide, Default Security: a phone that has a CTL authenticates the ITL by it. domain.md 2.5 is silent on this role, as above",
        || Scene::of("8.6", Mixed, 2).holds_ctl().offers(&[ITL]),
        takes_itl("L-OPENS-BY-CTL"),
    ),
    row(
        "a new phone that is offered no list, and a signed configuration",
        "formats.md 9.2: \"no CTL, assume TFTP NONSECURE\"; domain.md 2.5: what is held decides, and nothing is held",
        || Scene::of("12.5", NonSecure, 1).offers_configuration(SERVER),
        takes_file("F-NOTHING-HELD"),
    ),
    row(
        "a new phone and its configuration, after it took its first ITL",
        "formats.md 9: the configuration must be signed by role 2 or 3, which the ITL has by then",
        || Scene::of("11.5", NonSecure, 1).offers(&[ITL]).offers_configuration(SERVER),
        takes_file("F-OPENS-BY-ITL"),
    ),
    row(
        "8.6: a new phone takes its first ITL; the configuration is signed by a CallManager that was renewed since TFTP wrote that ITL",
        "formats.md 9: one that TVS vouches for; by then it has an ITL that names TVS",
        || Scene::of("8.6", NonSecure, 1).renewed(&[(Callmanager, SERVER)]).offers(&[ITL]).offers_configuration(SERVER),
        takes_file("F-OPENS-BY-TVS"),
    ),
    row(
        "a new phone and an ITL that was changed after it was signed",
        "domain.md 2.5 accepts a first list without looking at its signature; whether phones look is not documented",
        || {
            let mut scene = Scene::of("12.5", NonSecure, 1);
            let mut bytes = scene.cluster.itl(SERVER).encode();
            let last = bytes.len() - 20;
            bytes[last] ^= 1;
            scene.offers_file("offered/ITLFile.tlv", bytes)
        },
        takes_itl("L-NOTHING-HELD"),
    ),
    row(
        "a new phone and an ITL of which the end is missing",
        "domain.md 3.44: a download that is cut; nothing can be loaded of it",
        || {
            let mut scene = Scene::of("12.5", NonSecure, 1);
            let mut bytes = scene.cluster.itl(SERVER).encode();
            bytes.truncate(bytes.len() - 100);
            scene.offers_file("offered/ITLFile.tlv", bytes)
        },
        refuses_itl("L-READABLE"),
    ),
    row(
        "9.1, non-secure: TFTP is restarted, nothing was renewed",
        "domain.md 2.5: the signer is a SAST of the ITL that is held (2.2: the node's CallManager, up to 11.5)",
        || Scene::of("9.1", NonSecure, 2).holds_itl(SERVER).restarted().offers(&[ITL]),
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "12.0, non-secure: TFTP is restarted, nothing was renewed",
        "domain.md 2.5; 2.2: ITLRecovery signs from 12.0",
        || Scene::of("12.0", NonSecure, 2).holds_itl(SECOND).restarted().offers(&[SECOND_ITL]),
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "15, mixed: TFTP is restarted and the CTL updated, nothing was renewed; the CTL",
        "domain.md 2.5: trusted are the SAST records of the CTL first",
        || Scene::of("15", Mixed, 3).holds_ctl().holds_itl(SERVER).restarted().offers(&[CTL, ITL]),
        takes_ctl("L-OPENS-BY-CTL"),
    ),
    row(
        "15, mixed: TFTP is restarted and the CTL updated, nothing was renewed; the ITL",
        "domain.md 2.5 (a): with a CTL the ITL is checked by the CTL",
        || Scene::of("15", Mixed, 3).holds_ctl().holds_itl(SERVER).restarted().offers(&[CTL, ITL]),
        takes_itl("L-OPENS-BY-CTL"),
    ),
];
