"""What numbers that leave open to the whole house."""

from catalog.porting.belongings import BELONGINGS
from kith.doors import Doors

DOORS = Doors(belongings=BELONGINGS)
