//! `septet completions`: what a shell completes, and the manual page, both from the arguments
//! themselves.

use clap::{Command, ValueEnum};
use clap_complete::Shell;

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

/// The page of the command, and behind it the options of each subcommand.
fn manual(command: &Command, out: &mut Vec<u8>) -> std::io::Result<()> {
    clap_mangen::Man::new(command.clone()).render(out)?;
    for subcommand in command.get_subcommands() {
        let name = format!("septet {}", subcommand.get_name());
        let page = clap_mangen::Man::new(subcommand.clone().display_name(name));
        page.render_name_section(out)?;
        page.render_options_section(out)?;
    }
    Ok(())
}
