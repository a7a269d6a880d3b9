"""Unpacks the libraries out of PyPI's archive of Flink: `unpack.py ARCHIVE FOLDER NAME…` writes each file of such a name into the folder."""

import sys
import tarfile
from pathlib import Path, PurePosixPath

archive, folder, *wanted = sys.argv[1:]
Path(folder).mkdir(parents=True, exist_ok=True)
with tarfile.open(archive) as packed:
    for member in packed:
        path = PurePosixPath(member.name)
        # Only the file's name is used, not the archive's path, which could lead outside the folder.
        if member.isfile() and path.parent.name in ("lib", "opt") and path.name in wanted:
            with packed.extractfile(member) as source, open(Path(folder) / path.name, "wb") as target:
                while block := source.read(1 << 20):
                    target.write(block)
