"""A reader's browser window that takes note of everything that a reader should never meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Response

_TELL_CSP = (
    "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"
)


@dataclass
class Visitor:
    """One window; `troubles` holds console errors, policy violations, failed files and requests to other hosts."""

    context: BrowserContext
    page: Page
    base: str
    troubles: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, browser: Browser, base: str, **options: Any) -> Visitor:
        """Open a window; options are those of a browser context."""
        options = {"viewport": {"width": 1280, "height": 900}, "locale": "nb-NO", **options}
        context = browser.new_context(base_url=base, **options)
        if options.get("java_script_enabled", True):
            context.add_init_script(_TELL_CSP)
        visitor = cls(context, context.new_page(), base)
        visitor.page.on("console", visitor._heard)
        visitor.page.on("pageerror", lambda error: visitor.troubles.append(f"error in a script: {error}"))
        visitor.page.on("request", visitor._asked)
        visitor.page.on("response", visitor._got)
        visitor.page.on("requestfailed", visitor._missed)
        return visitor

    def go(self, path: str) -> Page:
        """Go to an address of the portal."""
        self.page.goto(path)
        return self.page

    def follow(self, control: Locator) -> Page:
        """Click something that leads to another page, and wait for that page."""
        with self.page.expect_navigation():
            control.click()
        return self.page

    def _heard(self, message: ConsoleMessage) -> None:
        # Chromium says so of the document itself too, which may well be an error page.
        about_document = message.text.startswith("Failed to load resource") and message.location["url"] == self.page.url
        # What the editor's rules find in a preview is written to the console as an error.
        about_preview = message.text.startswith("axe.run results")
        # So htmx says that the reader went on while a part of the page was on its way; `_got` hears of other failures.
        about_leaving = message.text.startswith(("htmx:afterRequest", "htmx:sendError", "htmx:sendAbort"))
        if message.type in ("error", "warning") and not (about_document or about_preview or about_leaving):
            self.troubles.append(f"{message.type} at {self.page.url}: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(self.base).netloc:
            self.troubles.append(f"a request to another host: {request.url}")

    def _missed(self, request: Request) -> None:
        # What is still on its way when one goes on, a preview say, the browser gives up of its own accord.
        is_given_up = request.failure == "net::ERR_ABORTED" and request.url.startswith(self.base)
        if not is_given_up:
            self.troubles.append(f"failed: {request.url}")

    def _got(self, response: Response) -> None:
        asked = response.request
        # Wagtail saves by itself while one types, and answers so when the form is not whole at that moment.
        is_early_autosave = response.status == 400 and asked.method == "POST" and "/admin/pages/" in asked.url
        if response.status >= 400 and not asked.is_navigation_request() and not is_early_autosave:
            self.troubles.append(f"{response.status} for {response.url}")
        if response.status >= 500:
            self.troubles.append(f"{response.status} for {response.url}")
