"""All tables of the gateway in one place, for migrations and for the test that compares them."""

from channels.addresses import models as addresses
from channels.conversations import models as conversations
from channels.database import Base
from channels.identity import models as identity
from channels.journal import models as journal
from channels.outbox import models as outbox
from channels.spool import models as spool
from channels.understanding import models as understanding

metadata = Base.metadata
MODELS = (addresses, conversations, identity, journal, outbox, spool, understanding)
