//! Completions and manual name every subcommand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use septet_cli::io::Io;

fn septet(args: &[&str]) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io {
        stdin: &mut &b""[..],
        stdout: &mut out,
        stderr: &mut err,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
    };
    let args = ["septet"].iter().chain(args).map(Into::into);
    let status = septet_cli::run(args, &mut io);
    assert_eq!(String::from_utf8(err).unwrap(), "");
    (status, String::from_utf8(out).unwrap())
}

fn printed(of: &str) -> String {
    let (status, text) = septet(&["completions", of]);
    assert_eq!(status, 0, "{of}");
    text
}

/// Every subcommand by its whole name, as `--help` lists them.
fn subcommands(of: &str) -> Vec<String> {
    let (status, help) = septet(&of.split(' ').skip(1).chain(["--help"]).collect::<Vec<_>>());
    assert_eq!(status, 0, "{of}");
    let Some((_, list)) = help.split_once("\nCommands:\n") else { return Vec::new() };
    let lines = list.lines().take_while(|line| !line.is_empty());
    // a wrapped explanation stands further to the right
    let names = lines.filter(|line| !line.starts_with("   "));
    let names = names.map(|line| format!("{of} {}", line.split_whitespace().next().unwrap()));
    let found: Vec<String> = names.filter(|name| !name.ends_with(" help")).collect();
    let nested: Vec<String> = found.iter().flat_map(|name| subcommands(name)).collect();
    [found, nested].concat()
}

#[test]
fn every_shell_and_the_manual_have_every_subcommand() {
    let names = subcommands("septet");
    for name in ["septet inspect", "septet rates convert", "septet vendors show"] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    for of in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let text = printed(of);
        for name in names.iter().flat_map(|name| name.split(' ')).chain(["jsonl"]) {
            assert!(text.contains(name), "{of} lacks {name}");
        }
    }
    let manual = printed("man");
    for name in &names {
        assert!(manual.contains(&format!("\n.SH \"{name}\"\n")), "the manual lacks {name}");
    }
    assert!(manual.contains(".TH septet 1") && manual.contains("\\-\\-jsonl"));
}
