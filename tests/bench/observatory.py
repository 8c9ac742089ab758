"""`make observatory`: what the Mozilla Observatory gives the portal with production's settings; needs Node and npm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
ROOT = Path(__file__).resolve().parents[2]
PACKAGE, VERSION = "@mdn/mdn-http-observatory", "1.4.8"
LEAST = 120


def _scanner() -> Path:
    """Return the scanner's module, installed on demand below .data, where nothing else takes notice of it."""
    home = ROOT / ".data" / "observatory"
    module = home / "node_modules" / PACKAGE / "src" / "index.js"
    if not module.exists():
        home.mkdir(parents=True, exist_ok=True)
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(["npm", "install", "--prefix", str(home), *options, f"{PACKAGE}@{VERSION}"], check=True)
        # The list of sites that browsers know beforehand is fetched from elsewhere; without it, no site is among them.
        (module.parents[1] / "conf" / "hsts-preload.json").write_text("{}")
    return module


def _certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for localhost and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(private)
    return folder / "certificate.pem", folder / "key.pem"


def _scan(folder: Path) -> dict:
    from tests.databases import cloned_database
    from tests.production import HOST, served

    scanner, (certificate, key) = _scanner(), _certificate(folder)
    own = {"ALLOWED_HOSTS": f"{HOST},localhost"}
    with cloned_database(f"observatory_{os.getpid()}") as name, served(name, folder, **own) as server:
        script = Path(__file__).with_suffix(".mjs")
        done = subprocess.run(
            ["node", str(script), str(scanner), str(certificate), str(key), str(server.port)],
            env={**os.environ, "NODE_EXTRA_CA_CERTS": str(certificate)},
            stdout=subprocess.PIPE,
            check=True,
        )
    return json.loads(done.stdout)


def main() -> int:
    """Print the score and what it is made of; return 1 when it is lower than we promise."""
    if missing := [name for name in ("node", "npm") if shutil.which(name) is None]:
        print(f"The Observatory's scanner needs {' and '.join(missing)}.", file=sys.stderr)
        return 1
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        found = _scan(Path(folder))
    for name, test in found["tests"].items():
        print(f"{test['scoreModifier'] or 0:+4d}  {name}: {test['result']}")
    print(f"{found['scan']['score']:4d}  {found['scan']['grade']}, {found['scan']['testsPassed']} tests passed")
    return 0 if found["scan"]["score"] >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
