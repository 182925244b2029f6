"""Write schema/case-1.json from the case format, or check that it is current.

Usage: python docs/generate_schema.py [--check]
"""

import sys
from pathlib import Path

from holdfast.casefile.publish import json_schema
from holdfast.study.run import as_json

FILE = Path(__file__).parents[1] / "schema" / "case-1.json"


def main() -> int:
    """Write the schema, or with --check say whether it is current."""
    content = as_json(json_schema())
    if "--check" not in sys.argv[1:]:
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_bytes(content)
        return 0
    if FILE.is_file() and FILE.read_bytes() == content:
        return 0
    sys.stderr.write(f"{FILE} is not current; run: python docs/generate_schema.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
