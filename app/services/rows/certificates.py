"""What the list of certificates that end shows of each."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One certificate that ends within 90 days or has ended; ``days`` are left, negative afterwards."""

    id: int
    code: str
    name: str
    department: str
    cert: str
    expiry: date
    days: int
