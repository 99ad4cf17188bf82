"""What a page is given: the published data, the scope and the words; nothing hidden."""

import os
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import pandas as pd

from catalog.definitions import Catalog, Preset, Words
from catalog.figure_parts import Provenance
from content.public_detail import PublicDetail
from loaders.store.published import Published
from measures.scope import Scope, within


@dataclass(frozen=True)
class View:
    """One published version as one reader asked for it.

    catalog: in the language of `t`. base_path: what stands before every address of the server,
    "" or "/name"; the server is the only one to know it, so whoever makes a View hands it in.
    detail: whether laboratories are named beside rectification, exit and evaluation; as a field it
    keeps what is cached for one setting from the other.
    """

    published: Published
    catalog: Catalog
    scope: Scope
    t: Words
    today: date
    base_path: str = ""
    detail: PublicDetail = "names"

    def address(self, path: str) -> str:
        """A path of the server ("/tables/...") as the browser must ask for it."""
        return f"{self.base_path}{path}"

    @property
    def names_labs(self) -> bool:
        """A laboratory may be named beside its rectification, exit or evaluation."""
        return self.detail == "names"

    @property
    def detail_words(self) -> str:
        """Why laboratories are not named here: the operator's setting; "" where they are."""
        return "" if self.names_labs else self.t(f"detail.{self.detail}")

    def describe_page(self, page: str) -> str:
        """What a page is for; where laboratories are not named it does not promise their names."""
        if page == "lifecycle" and not self.names_labs:
            return self.t("lifecycle.lead_unnamed")
        return self.t(f"{page}.lead")

    @property
    def region_of(self) -> dict[str, str]:
        """Statistical region by province code, the 31 provinces only."""
        return self.catalog.mainland_regions

    @cached_property
    def names(self) -> dict[str, str]:
        """Short name by province code in the reader's language, all 34."""
        return {code: self.t.name(short) for code, short in self.published_names.items()}

    @property
    def published_names(self) -> dict[str, str]:
        """Short name by province code as published, by which clicks and addresses know it."""
        return self.catalog.short_names

    @cached_property
    def provinces(self) -> list[str]:
        """Codes of the provinces in scope, in the catalogue's order."""
        places = self.scope.places(self.region_of)
        return [code for code in self.region_of if places is None or code in places]

    @cached_property
    def outside(self) -> list[str]:
        """Codes of the provinces that the scope leaves out."""
        return [code for code in self.region_of if code not in self.provinces]

    @cached_property
    def regions(self) -> list[str]:
        """Statistical regions of the provinces in scope, in the catalogue's order."""
        held = {self.region_of[code] for code in self.provinces}
        return [region for region in self.catalog.regions if region in held]

    @cached_property
    def domains(self) -> list[str]:
        """Domains in scope, in the catalogue's order."""
        return [
            d for d in self.catalog.domains if not self.scope.domains or d in self.scope.domains
        ]

    @property
    def years(self) -> range:
        """Years of the period that the data reach."""
        return self.scope.years

    def rows(self, table: str) -> pd.DataFrame:
        """An observation table inside the scope's domains and provinces.

        Shared by all who ask this view for it: never edit it.
        """
        if table not in self._rows:
            whole = self.published.observations[table]
            self._rows[table] = within(whole, self.scope, self.region_of)
        return self._rows[table]

    @cached_property
    def _rows(self) -> dict[str, pd.DataFrame]:
        return {}

    def has(self, register: str, column: str | None = None) -> bool:
        """Did the register come with any row, and the column with any value?

        Without, their numbers are missing, not zero.
        """
        registers = self.published.registers
        if registers.count_rows(register) == 0:
            return False
        return column is None or registers.has_values(register, column)

    @cached_property
    def scope_words(self) -> str:
        """The scope as a sentence, for the page and for every export."""
        t, scope = self.t, self.scope
        provinces = [self.names[code] for code in scope.provinces]
        places = [*scope.regions, *provinces]
        if self.preset is not None:
            name = t.name(self.preset.name)
            places = [t("scope.preset", name=name, provinces=t.join(provinces))]
        return t(
            "scope.line",
            domains=t.join(scope.domains) or t("scope.all_domains"),
            places=t.join(places) or t("scope.whole_country"),
            period=self.period_words,
        )

    @property
    def period_words(self) -> str:
        """The period as a year or as two."""
        t, scope = self.t, self.scope
        if scope.start == scope.end:
            return t("scope.year", year=scope.end)
        return t("scope.period", start=scope.start, end=scope.end)

    @cached_property
    def preset(self) -> Preset | None:
        """The preset that the provinces chosen are, in any order; None where they are none.

        A single province bears its own name: who chooses 广东 does not mean 粤港澳大湾区.
        """
        chosen = {self.published_names[code] for code in self.scope.provinces}
        if self.scope.regions or len(chosen) == 1:
            return None
        matches = (preset for preset in self.catalog.presets if set(preset.provinces) == chosen)
        return next(matches, None)

    @property
    def preset_words(self) -> str:
        """Where the preset of the scope comes from; "" where there is none."""
        if self.preset is None:
            return ""
        source = self.t("scope.preset_source", source=self.t.name(self.preset.source))
        note = self.t.name(self.preset.note)
        return source + self.t("joint.sentences") + note if note else source

    @cached_property
    def source_words(self) -> str:
        """The registers' title, or the names of the files."""
        manifest = self.published.manifest
        if manifest["title"]:
            return manifest["title"]
        files = [source["file"] for source in manifest["sources"]]
        if len(files) == 1:
            return files[0]
        return self.t("data_line.files", first=files[0], count=len(files))

    @cached_property
    def provenance(self) -> Provenance:
        """What every chart of this view says of itself."""
        manifest = self.published.manifest
        stamps = [self.t("stamp.fictional")] if manifest["fictional"] else []
        if self.stale_days("labs") is not None:
            stamps.append(self.t("stamp.stale"))
        return Provenance(
            self.source_words,
            manifest["as_of"],
            self.published.version,
            self.scope_words,
            tuple(stamps),
        )

    def stale_days(self, register: str) -> int | None:
        """Age in days if it exceeds the register's update period, else None."""
        age = self.published.age_days(self.today)
        return age if age > self.catalog.registers[register].update_period_days else None

    @cached_property
    def year_precision(self) -> bool:
        """Some days in the labs register are known by their year only."""
        return bool((self.published.registers["labs"]["approved_on_precision"] == "year").any())

    @property
    def map_caption(self) -> str:
        """The map's legal caption: with the operator's approval number, else for testing only."""
        source, approval = os.environ.get("MAP_SOURCE"), os.environ.get("MAP_APPROVAL_NO")
        if source and approval:
            return self.t("map.caption_approved", source=source, number=approval)
        return self.t("map.caption")

    @property
    def nationwide(self) -> bool:
        """No place is left out."""
        return not (self.scope.provinces or self.scope.regions)

    @property
    def narrowed(self) -> bool:
        """The scope leaves out some domains or provinces."""
        return bool(self.scope.domains or self.scope.provinces or self.scope.regions)

    @property
    def last_complete_year(self) -> int:
        """The last year that the data reach to its end."""
        return self.published.as_of.year - (not self.year_complete)

    @property
    def until(self) -> date:
        """The last day of the period that the data reach."""
        return min(self.published.as_of, date(self.scope.end, 12, 31))

    @property
    def year_complete(self) -> bool:
        """The as-of day ends its year."""
        return (self.published.as_of.month, self.published.as_of.day) == (12, 31)


@lru_cache(maxsize=32)
def share_view(
    published: Published,
    catalog: Catalog,
    scope: Scope,
    t: Words,
    today: date,
    base_path: str,
    detail: PublicDetail,
) -> View:
    """The view of all readers who ask for the same: what it says of itself is put in words once,
    not at every run of a page."""
    return View(published, catalog, scope, t, today, base_path, detail=detail)


def write_source(t: Words, origin: Provenance) -> str:
    """Source, as-of day, version and scope in one sentence, as charts, tables and files end."""
    return t(
        "board.source",
        source=origin.source,
        as_of=origin.as_of,
        version=origin.version,
        scope=origin.scope,
    )
