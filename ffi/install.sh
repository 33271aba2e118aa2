#!/usr/bin/env bash
# Installs libseptet: headers, libraries, pkg-config file, licences.
#
#   ffi/install.sh [--prefix /usr/local] [--destdir DIR] [--from target/release]
#
# Without --from it first builds the release libraries. Linux only: the names are those of its
# shared libraries.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

prefix=/usr/local destdir='' from=''
while [[ $# -gt 0 ]]; do
    case $1 in
    --prefix | --destdir | --from)
        [[ $# -gt 1 ]] || { echo "install.sh: $1 needs a value" >&2; exit 2; }
        declare "${1#--}=$2"
        shift 2
        ;;
    *)
        sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
    esac
done

prefix=$(realpath -m "$prefix") # the pkg-config file names it, wherever that is read
if [[ -z $from ]]; then
    cargo build --manifest-path "$root/Cargo.toml" -p septet-ffi --release
    from=${CARGO_TARGET_DIR:-$root/target}/release
fi

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -1)
abi=$(sed -n 's/^pub const SEPTET_ABI_VERSION: u32 = \(.*\);$/\1/p' "$root/ffi/src/version.rs")
to=$destdir$prefix

install -d "$to/include" "$to/lib/pkgconfig" "$to/lib/cmake/septet" "$to/share/doc/septet"
install -m 644 "$root"/ffi/include/septet.h "$root"/ffi/include/septet.hpp "$to/include"
install -m 644 "$from/libseptet.a" "$to/lib"
install -m 755 "$from/libseptet.so" "$to/lib/libseptet.so.$version"
ln -sf "libseptet.so.$version" "$to/lib/libseptet.so.$abi"
ln -sf "libseptet.so.$abi" "$to/lib/libseptet.so"
install -m 644 "$root"/LICENSE-MIT "$root"/LICENSE-APACHE "$root"/NOTICE "$to/share/doc/septet"

# what the static library needs of the system: rustc --print native-static-libs
system=(gcc_s util rt pthread m dl c)

cat >"$to/lib/pkgconfig/septet.pc" <<PC
prefix=$prefix
includedir=\${prefix}/include
libdir=\${prefix}/lib

Name: septet
Description: Know what a text message will become before it is sent
Version: $version
Cflags: -I\${includedir}
Libs: -L\${libdir} -lseptet
Libs.private: ${system[*]/#/-l}
PC

cat >"$to/lib/cmake/septet/septet-config.cmake" <<CMAKE
# find_package(septet) gives the targets septet::septet and septet::static
get_filename_component(_septet_prefix "\${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
if(NOT TARGET septet::septet)
  add_library(septet::septet SHARED IMPORTED)
  set_target_properties(septet::septet PROPERTIES
    IMPORTED_LOCATION "\${_septet_prefix}/lib/libseptet.so.$version"
    IMPORTED_SONAME "libseptet.so.$abi"
    INTERFACE_INCLUDE_DIRECTORIES "\${_septet_prefix}/include")
  add_library(septet::static STATIC IMPORTED)
  set_target_properties(septet::static PROPERTIES
    IMPORTED_LOCATION "\${_septet_prefix}/lib/libseptet.a"
    INTERFACE_LINK_LIBRARIES "$(IFS=';' && echo "${system[*]}")"
    INTERFACE_INCLUDE_DIRECTORIES "\${_septet_prefix}/include")
endif()
CMAKE

# before 1.0 a minor version may change the interface: see STABILITY.md
cat >"$to/lib/cmake/septet/septet-config-version.cmake" <<CMAKE
set(PACKAGE_VERSION "$version")
string(REGEX MATCH "^(0[.][0-9]+|[1-9][0-9]*)" _septet_series "$version")
string(FIND "\${PACKAGE_FIND_VERSION}." "\${_septet_series}." _septet_at)
if(_septet_at EQUAL 0 AND NOT PACKAGE_FIND_VERSION VERSION_GREATER PACKAGE_VERSION)
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
if(PACKAGE_FIND_VERSION VERSION_EQUAL PACKAGE_VERSION)
  set(PACKAGE_VERSION_EXACT TRUE)
endif()
CMAKE
echo "installed septet $version into $to"
