"""The portal: people read and answer in the browser, from the link in their message.

Server-rendered, without JavaScript. `create_portal` puts it together; a page is a module with a router, a template in
`pages/` and its words in `words/` (docs/architecture.md, "The portal").
"""

from paraaf.portal.app import create_portal

__all__ = ["create_portal"]
