"""Looks into the packages of a folder: crates, wheels and sdists.

    python3 scripts/check_packages.py [--all] [--compiled] DIR

Each must carry the licences and the notice as they stand in the root, the version of the workspace,
what its users need, and nothing that only developers need. No file may name a folder of this
machine; compiled files are searched for that only with --compiled, since a build for tests does name
them. With --all a crate, a wheel and a sdist must all be there.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LICENCES = ("LICENSE-MIT", "LICENSE-APACHE", "NOTICE")
MEBIBYTE = 1 << 20

# What developers alone need: tests with their golden cases, benches, fuzz targets.
FOREIGN = re.compile(r"(^|/)(tests|benches|fuzz|examples|target|__pycache__)/")


class Package:
    """The files of one archive by name, without the folder that archives of source begin with."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[str] = []
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                self.files = {name: archive.read(name) for name in archive.namelist()}
        else:
            with tarfile.open(path) as archive:
                self.files = {}
                for member in archive.getmembers():
                    content = archive.extractfile(member) if member.isfile() else None
                    if content is None:
                        self.faults.append(f"{member.name} is not a plain file")
                    else:
                        self.files[member.name.split("/", 1)[1]] = content.read()

    def expect(self, holds: object, fault: str) -> None:
        if not holds:
            self.faults.append(fault)

    def expect_files(self, names: Iterable[str]) -> None:
        for name in names:
            self.expect(name in self.files, f"lacks {name}")

    def expect_licences(self, folder: str = "") -> None:
        for name in LICENCES:
            same = self.files.get(folder + name) == (ROOT / name).read_bytes()
            self.expect(same, f"{folder}{name} is missing or differs from the root's")

    def expect_size(self, limit: int) -> None:
        size = self.path.stat().st_size
        self.expect(size <= limit, f"has {size} octets, more than {limit}")

    def expect_nothing_foreign(self) -> None:
        for name in self.files:
            self.expect(not FOREIGN.search(name), f"carries {name}")

    def expect_no_folder_of_this_machine(self, compiled: bool) -> None:
        cargo = os.environ.get("CARGO_HOME") or str(Path.home() / ".cargo")
        for name, content in self.files.items():
            if b"\0" in content and not compiled:
                continue
            for folder in (str(ROOT), cargo):
                self.expect(folder.encode() not in content, f"{name} names {folder}")


def members() -> list[dict[str, Any]]:
    """The packages of the workspace, from cargo."""
    command = ["cargo", "metadata", "--no-deps", "--format-version", "1"]
    text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    packages: list[dict[str, Any]] = json.loads(text)["packages"]
    return packages


def check_version(packages: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """The one version of the workspace, and where something else is written."""
    versions = {package["name"]: package["version"] for package in packages}
    version = versions["septet"]
    faults = [f"{name} has version {other}" for name, other in versions.items() if other != version]
    manifest = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    for name, wanted in re.findall(r'^(septet\S*) = \{ path = .* version = "([^"]+)"', manifest, re.M):
        if wanted != version:
            faults.append(f"Cargo.toml asks for {name} {wanted}")
    return version, faults


def check_crate(package: Package, version: str) -> None:
    package.expect(package.path.name.endswith(f"-{version}.crate"), f"is not of version {version}")
    package.expect_licences()
    package.expect_files(["Cargo.toml", "README.md"])
    package.expect_size(10 * MEBIBYTE)  # what crates.io takes
    package.expect_nothing_foreign()


def check_wheel(package: Package, version: str) -> None:
    name = package.path.name
    package.expect(re.match(rf"septet-{re.escape(version)}-cp310-abi3-", name), "is not an abi3 wheel of 3.10")
    folder = f"septet-{version}.dist-info/"
    package.expect_licences(f"{folder}licenses/")
    source = ROOT / "python" / "python"
    texts = [path for path in source.rglob("*") if path.suffix in (".py", ".pyi", ".typed")]
    package.expect_files(path.relative_to(source).as_posix() for path in texts)
    package.expect_files(["septet/py.typed", "septet/_septet.pyi", "septet/_septet.abi3.so"])
    metadata = package.files.get(f"{folder}METADATA", b"").decode()
    package.expect(f"\nVersion: {version}\n" in metadata, f"METADATA is not of version {version}")
    package.expect("\nRequires-Dist:" not in metadata, "has a dependency")
    scripts = package.files.get(f"{folder}entry_points.txt", b"").decode()
    package.expect("septet=septet.__main__:main" in scripts.replace(" ", ""), "lacks the command septet")
    foreign = [n for n in package.files if not n.startswith(("septet/", folder))]
    package.expect(not foreign, f"carries {foreign}")
    package.expect_size(10 * MEBIBYTE)
    package.expect_nothing_foreign()


def check_sdist(package: Package, version: str) -> None:
    package.expect(package.path.name == f"septet-{version}.tar.gz", f"is not of version {version}")
    package.expect_licences()
    package.expect_files(["PKG-INFO", "pyproject.toml", "Cargo.toml", "Cargo.lock", "python/README.md"])
    package.expect_files(f"{crate}/Cargo.toml" for crate in ("core", "campaign", "arrow", "cli", "python"))
    package.expect_files(["python/python/septet/py.typed", "python/python/septet/_septet.pyi"])
    package.expect_size(2 * MEBIBYTE)
    package.expect_nothing_foreign()


KINDS: dict[str, Callable[[Package, str], None]] = {
    ".crate": check_crate,
    ".whl": check_wheel,
    ".gz": check_sdist,
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Looks into crates, wheels and sdists.")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--compiled", action="store_true")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()

    packages = members()
    version, faults = check_version(packages)
    # an empty list of registries: never published
    private = {f"{package['name']}-{version}.crate" for package in packages if package["publish"] == []}
    files = [path for path in arguments.folder.iterdir() if path.suffix in KINDS]
    paths = sorted(path for path in files if path.name not in private)
    if not paths:
        faults.append(f"no package in {arguments.folder}")
    if arguments.all:
        faults += [f"no {kind} in {arguments.folder}" for kind in KINDS if kind not in {p.suffix for p in paths}]
    for path in paths:
        package = Package(path)
        KINDS[path.suffix](package, version)
        package.expect_no_folder_of_this_machine(arguments.compiled)
        faults += [f"{path.name} {fault}" for fault in package.faults]
        size = path.stat().st_size
        print(f"{path.name}: {len(package.files)} files, {size / MEBIBYTE:.2f} MiB")
    for fault in faults:
        print(f"check_packages: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
