//! What runs on a server's port: the services of CUCM that speak TLS.

/// The service on a port; `port 4433` where none is known.
pub(super) fn service(port: u16) -> String {
    let name = match port {
        443 => "HTTPS",
        2443 => "SCCP over TLS",
        2445 => "TVS",
        3804 => "CAPF",
        5061 => "SIP over TLS",
        6972 => "TFTP over HTTPS",
        8443 => "HTTPS (Tomcat, UDS)",
        _ => return format!("port {port}"),
    };
    name.to_owned()
}
