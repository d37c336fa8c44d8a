//! What the cluster is to be like: a file, options, and what the faults need.

use crate::arguments::lab::Description as Options;
use std::fs;
use std::io;
use trustlens_core::lab::{Description, KeyKind, Overrides, faults};

/// The description of the options.
pub(super) fn read(options: &Options) -> Result<Description, String> {
    let overrides = Overrides {
        release: options.release.clone(),
        mode: options.mode.map(Into::into),
        nodes: options.nodes,
        key: options.key.as_deref().and_then(named_key),
        phones: options.phones,
        seed: options.seed.clone(),
        faults: options.faults.clone(),
    };
    let description = match &options.file {
        Some(path) if path.as_os_str() == "-" => {
            let text = io::read_to_string(io::stdin()).map_err(|error| format!("standard input: {error}"))?;
            parse(&text, text.trim_start().starts_with('{'), &overrides)
                .map_err(|error| format!("standard input: {error}"))?
        }
        Some(path) => {
            let explain = |error: String| format!("{}: {error}", path.display());
            let text = fs::read_to_string(path).map_err(|error| explain(error.to_string()))?;
            let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
            parse(&text, is_json, &overrides).map_err(explain)?
        }
        None => with_needs_of_faults(parse("", false, &overrides)?, &overrides),
    };
    description.check().map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        format!("this cluster cannot be made:\n  {}", problems.join("\n  "))
    })?;
    Ok(description)
}

/// Prints the description.
pub(super) fn describe(options: &Options) -> Result<String, String> {
    let description = read(options)?;
    let text = description.to_toml().map_err(|error| error.to_string())?;
    let mut head =
        "# A cluster of the lab. Whatever is left out is usual for the release, the mode and the number of nodes.\n\
                    # Make it with: trustlens lab new --description FILE --output FOLDER\n"
            .to_owned();
    if description.seed.is_none() {
        head += "# Keys are random. With a seed, the same description gets the same bytes:\n# seed = \"a course\"\n";
    }
    Ok(format!("{head}\n{text}"))
}

fn parse(text: &str, is_json: bool, overrides: &Overrides) -> Result<Description, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let read = if is_json {
        Description::from_json_with(text, overrides)
    } else {
        Description::from_toml_with(text, overrides)
    };
    read.map_err(|error| error.to_string())
}

/// The usual cluster as far as it was not asked for otherwise, changed so that the faults fit it.
fn with_needs_of_faults(description: Description, overrides: &Overrides) -> Description {
    let needs = description.faults.iter().filter_map(|name| faults::find(name)).flat_map(|fault| fault.needs);
    let changed = needs.fold(description.clone(), |description, need| need.meet(description));
    let as_asked = overrides.release.as_ref().is_none_or(|release| *release == changed.release)
        && overrides.mode.is_none_or(|mode| mode == changed.mode)
        && overrides.nodes.is_none_or(|nodes| nodes == changed.nodes.len())
        && overrides.key.is_none_or(|key| key == changed.key)
        && overrides.phones.is_none_or(|phones| phones == changed.phones.count);
    let changed = Description { faults: description.faults.clone(), seed: description.seed.clone(), ..changed };
    if as_asked { changed } else { description }
}

fn named_key(name: &str) -> Option<KeyKind> {
    KeyKind::OFFERED.into_iter().find(|kind| kind.name() == name)
}
