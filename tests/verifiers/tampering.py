"""Every kind of tampering with a public package that a verifier must refuse.

What no verifier can see in a package stands in `tampered_perfectly.py` with the reason.
"""

from tests.verifiers.kind import Tampering
from tests.verifiers.tampered_chain import CHAINED
from tests.verifiers.tampered_entry import WRITTEN
from tests.verifiers.tampered_files import FILES
from tests.verifiers.tampered_form import NOT_CANONICAL
from tests.verifiers.tampered_input import AS_IT_STANDS
from tests.verifiers.tampered_log import AS_THEY_STAND
from tests.verifiers.tampered_result import ANNOUNCED, JSON
from tests.verifiers.tampered_reveal import REVEALED
from tests.verifiers.tampered_seed import AGREEING
from tests.verifiers.tampered_zip import ZIPS

__all__ = ["TAMPERINGS", "Tampering"]

TAMPERINGS = (
    *AS_IT_STANDS,
    *NOT_CANONICAL,
    *AGREEING,
    *ANNOUNCED,
    *JSON,
    *REVEALED,
    *AS_THEY_STAND,
    *CHAINED,
    *WRITTEN,
    *FILES,
    *ZIPS,
)
