"""The mkdocs plugin: the fence, the front end and the gallery, for any site.

plugins:
  - search
  - wardian
"""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from pymdownx.superfences import SuperFencesException

from wardian.docs import examples, frontend, glossary, offline, place, publish
from wardian.docs.fence import Fences, entry
from wardian.docs.tables import ExampleError

_SUPERFENCES = "pymdownx.superfences"


class Options(Config):  # type: ignore[no-untyped-call]
    examples = config_options.Optional(config_options.Dir(exists=True))
    """A folder of examples of one's own; by default those of Wardian."""
    playground = config_options.Optional(config_options.Type(str))
    """The page that has the whole playground, to which programs lead on; by default a page of the front end's."""
    glossary = config_options.Optional(config_options.Type(str))
    """A page whose terms other pages link to where they first use them."""


class PageError(SuperFencesException, PluginError):  # type: ignore[misc]
    """Ends a build from inside Markdown, without a traceback."""


class _Fences(Fences):
    def failure(self, message: str) -> SuperFencesException:
        return PageError(message)


class Plugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._root = Path(self.config.examples) if self.config.examples else examples.folder()
        self._fences = _Fences(self._root)
        if _SUPERFENCES not in config.markdown_extensions:
            config.markdown_extensions.append(_SUPERFENCES)
        superfences = config.mdx_configs.setdefault(_SUPERFENCES, {})
        others = [fence for fence in superfences.get("custom_fences", []) if fence.get("name") != place.NAME]
        superfences["custom_fences"] = [*others, entry(self._fences)]
        if self.config.glossary:
            terms = glossary.parse((Path(config.docs_dir) / self.config.glossary).read_text(encoding="utf-8"))
            config.markdown_extensions.append(glossary.GlossaryExtension(terms, lambda: self._glossary_href))  # type: ignore[arg-type]
        if publish.SCRIPT not in map(str, config.extra_javascript):
            script = ExtraScriptValue(publish.SCRIPT)
            script.type = "module"
            config.extra_javascript.append(script)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        included = InclusionLevel.INCLUDED
        try:
            for uri, content in publish.documents(self._root, _runner(config)).items():
                files.append(File.generated(config, uri, content=content, inclusion=included))
            for uri, path in frontend.files():
                files.append(File.generated(config, uri, abs_src_path=str(path), inclusion=included))
        except (ExampleError, frontend.NotBuilt) as error:
            raise PluginError(str(error)) from error
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        self._fences.page = place.Page(_name(page.file), tuple(place.openings(page.file.content_string)))
        self._fences.playground = self._url_of_playground(page, files)
        self._glossary_href = self._link_to_glossary(page)
        return markdown

    def _url_of_playground(self, page: Page, files: Files) -> str | None:
        if self.config.playground is None:
            return None
        file = files.get_file_from_path(self.config.playground)
        if file is None:
            raise PluginError(f"playground: there is no page {self.config.playground}.")
        return get_relative_url(file.url, page.url)

    def _link_to_glossary(self, page: Page) -> str | None:
        """As one source file links to another; None on the glossary itself."""
        if self.config.glossary in (None, page.file.src_uri):
            return None
        return posixpath.relpath(self.config.glossary, posixpath.dirname(page.file.src_uri) or ".")

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        self._fences.check(page.markdown or "")
        return html

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        site = Path(config.site_dir)
        worker = (frontend.folder() / offline.NAME).read_text(encoding="utf-8")
        (site / offline.NAME).write_text(offline.script(site, worker), encoding="utf-8")

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        server.watch(str(frontend.folder()))
        server.watch(str(self._root))
        return server


def _name(file: File) -> str:
    """The page's file as somebody at the command line names it."""
    path = file.abs_src_path
    if path is None:
        return file.src_uri
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def _runner(config: MkDocsConfig) -> str | None:
    """`extra.wardian.runner`: the address of a runner, or None for a site that does without."""
    runner = config.extra.get("wardian", {}).get("runner")
    if runner is not None and not publish.is_runner(runner):
        raise PluginError(f"extra.wardian.runner must be an http or https address, not {runner!r}.")
    return None if runner is None else str(runner)
