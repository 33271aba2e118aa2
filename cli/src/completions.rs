//! `septet completions`: what a shell completes, and the manual page, both from the arguments
//! themselves.

use std::io::{self, Write};

use clap::{Command, ValueEnum};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::DONE;
use crate::io::{Failure, Io};

/// Print completions for a shell, or the manual page.
///
/// For bash: septet completions bash > /usr/share/bash-completion/completions/septet. For the
/// manual: septet completions man > /usr/share/man/man1/septet.1
#[derive(clap::Args)]
pub struct Args {
    /// The shell; man for the manual page.
    of: Of,
}

#[derive(Clone, Copy, ValueEnum)]
enum Of {
    Bash,
    Elvish,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
    Zsh,
    Man,
}

/// Runs the subcommand for `command`, the whole command line.
///
/// # Errors
/// Standard output that cannot be written.
pub fn run(args: Args, mut command: Command, io: &mut Io<'_>) -> Result<u8, Failure> {
    let mut out = Vec::new();
    let shell = match args.of {
        Of::Bash => Shell::Bash,
        Of::Elvish => Shell::Elvish,
        Of::Fish => Shell::Fish,
        Of::PowerShell => Shell::PowerShell,
        Of::Zsh => Shell::Zsh,
        Of::Man => {
            let made = manual(&command, &mut out).and_then(|()| io.stdout.write_all(&out));
            return made.map(|()| DONE).map_err(Failure::io("standard output"));
        }
    };
    clap_complete::generate(shell, &mut command, "septet", &mut out);
    io.stdout.write_all(&out).map(|()| DONE).map_err(Failure::io("standard output"))
}

/// One page: the command, and behind it each subcommand as a section, with its own ones.
fn manual(command: &Command, out: &mut Vec<u8>) -> io::Result<()> {
    let mut command = command.clone();
    command.build(); // names subcommands in full
    let page = Man::new(command.clone());
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    sections(&command, out)
}

fn sections(command: &Command, out: &mut Vec<u8>) -> io::Result<()> {
    let subcommands = command.get_subcommands().filter(|sub| sub.get_name() != "help");
    for subcommand in subcommands {
        let page = Man::new(subcommand.clone());
        let mut own = Vec::new();
        page.render_synopsis_section(&mut own)?;
        page.render_description_section(&mut own)?;
        page.render_options_section(&mut own)?;
        let name = subcommand.get_bin_name().unwrap_or_else(|| subcommand.get_name());
        writeln!(out, ".SH \"{name}\"")?;
        for line in String::from_utf8_lossy(&own).lines() {
            match line.strip_prefix(".SH ") {
                Some(heading) => writeln!(out, ".SS {heading}")?, // a part of this section
                None => writeln!(out, "{line}")?,
            }
        }
        sections(subcommand, out)?;
    }
    Ok(())
}
