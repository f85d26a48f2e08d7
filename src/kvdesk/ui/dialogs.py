"""The window's own dialogs, each read in when it is first opened."""

from typing import Final

from kvdesk.kernel.first_use import at_first_use

__all__ = ["about", "key_sheet", "messages", "palette", "settings"]

about: Final = at_first_use("kvdesk.ui.about:AboutDialog")
key_sheet: Final = at_first_use("kvdesk.ui.key_sheet:KeySheet")
messages: Final = at_first_use("kvdesk.ui.messages_page:MessagesDialog")
palette: Final = at_first_use("kvdesk.ui.finding:palette")
settings: Final = at_first_use("kvdesk.ui.settings_page:SettingsDialog")
