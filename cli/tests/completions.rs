//! Completions and manual name every subcommand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use septet_cli::io::Io;

fn printed(of: &str) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io {
        stdin: &mut &b""[..],
        stdout: &mut out,
        stderr: &mut err,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
    };
    let status = septet_cli::run(["septet", "completions", of].map(Into::into), &mut io);
    assert_eq!((status, err.as_slice()), (0, &b""[..]), "{of}");
    String::from_utf8(out).unwrap()
}

#[test]
fn every_shell_and_the_manual_name_the_subcommands_and_an_option() {
    for of in ["bash", "elvish", "fish", "powershell", "zsh", "man"] {
        let text = printed(of).replace("\\-", "-");
        for word in ["inspect", "preflight", "vendors", "jsonl"] {
            assert!(text.contains(word), "{of} lacks {word}");
        }
    }
    assert!(printed("man").starts_with(".ie") || printed("man").contains(".TH septet 1"));
}
