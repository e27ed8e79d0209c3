"""How a phone takes an eSIM: the same code as a picture, as text, and as a link."""

from dataclasses import dataclass
from urllib.parse import quote

APPLE = "https://esimsetup.apple.com/esim_qrcode_provisioning?carddata="
ANDROID = "https://esimsetup.android.com/esim_qrcode_provisioning?carddata="


@dataclass(frozen=True)
class Esim:
    """One activation code (SGP.22, section 4.1), and the parts people type by hand."""

    code: str
    # As people read it.
    number: str

    @property
    def server(self) -> str:
        return self.code.split("$")[1]

    @property
    def matching_id(self) -> str:
        return self.code.split("$")[2]

    @property
    def apple_link(self) -> str:
        """Give the link that opens the set-up of the iPhone it is tapped on."""
        return APPLE + quote(self.code, safe=":$")

    @property
    def android_link(self) -> str:
        """Give the link that opens the set-up of the Android phone it is tapped on."""
        return ANDROID + quote(self.code, safe=":$")
