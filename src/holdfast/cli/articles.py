"""The verbs about articles: what one says, the case it could become, which claims stand up."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.options import (
    AsOfOption,
    DrawsOption,
    JsonOption,
    SeedOption,
    VariantOption,
    day_of,
    drawn,
)
from holdfast.cli.second_opinion import (
    KeyOption,
    LlmOption,
    ModelOption,
    WaitOption,
    ask,
    endpoint,
)
from holdfast.core.errors import bad_input

if TYPE_CHECKING:
    from holdfast.study.article import Article
    from holdfast.study.draft.case import Draft

ArticleArgument = Annotated[
    str,
    typer.Argument(
        metavar="ARTICLE", help="Text, Markdown, a saved web page, or a slug (holdfast cases)."
    ),
]

DraftOption = Annotated[
    Path | None, typer.Option("-o", "--out", help="Write a draft case to this file.")
]
IntoOption = Annotated[
    Path | None, typer.Option("--into", help="Add the article's evidence to this case.")
]


def read(
    article: ArticleArgument,
    out: DraftOption = None,
    into: IntoOption = None,
    as_of: AsOfOption = "",
    json: JsonOption = False,
    *,
    llm: LlmOption = None,
    llm_model: ModelOption = "",
    llm_key_env: KeyOption = "",
    llm_timeout: WaitOption = 300,
) -> None:
    """Say what an article states, and draft a case from it or add it to one.

    Example: holdfast read article.txt -o my-case.yaml
    """
    from holdfast.report.article import print_reading
    from holdfast.report.terminal import print_json
    from holdfast.study.article import reading_finding

    if out is not None and into is not None:
        raise bad_input("HF403", "-o and --into together", expected="one of the two")
    if as_of and out is None:
        raise bad_input("HF403", "--as-of without -o", expected="a case to date: -o FILE")
    where = endpoint(llm, llm_model, llm_key_env, llm_timeout)
    found = understood(article)
    second = ask(found.reading, where)
    if out is not None:
        written = _drafted_to(found, out, as_of, quiet=json)
    elif into is not None:
        written = _merged_into(found, into, quiet=json)
    else:
        written = {}
    if json:
        document = reading_finding(found, second.data()).to_dict()
        print_json({**document, **written})
    elif not written:
        print_reading(found)
    if not json:
        second.show()
    second.finish()


def claims(
    article: ArticleArgument,
    case: Annotated[
        str,
        typer.Option("--case", help="A case to audit in; one drafted from the article else."),
    ] = "",
    variant: VariantOption = "",
    *,
    as_of: AsOfOption = "",
    json: JsonOption = False,
    seed: SeedOption = None,
    draws: DrawsOption = None,
) -> None:
    """Say which of an article's causal claims the engines support, and what the others hang on.

    Example: holdfast claims article.txt --case ukraine-2025-03-01
    """
    from holdfast.casefile.catalogue import open_case
    from holdfast.report.article import print_claims
    from holdfast.report.terminal import print_json, progress
    from holdfast.study.audit.claims import audit

    if variant and not case:
        raise bad_input("HF403", "--variant without --case", expected="--case CASE")
    if as_of and case:
        raise bad_input("HF403", "--as-of with --case", expected="one of the two")
    found = understood(article)
    conflict = open_case(case, variant) if case else drafted(found, as_of).conflict
    ensemble = drawn(conflict, draws, seed)
    with progress(len(found.reading.claims), by_game=True) as done:
        answer = audit(ensemble, found.reading.claims, progress=done)
    if json:
        print_json(answer.to_dict())
    else:
        print_claims(conflict, answer, found.name, drafted=not case)


def understood(given: str) -> "Article":
    """Read the article that the user means."""
    from holdfast.cli.files import article_bytes
    from holdfast.study.article import article

    content, file = article_bytes(given)
    return article(content, given, file)


def drafted(found: "Article", as_of: str, name: str = "case.yaml") -> "Draft":
    """Draft a case from the article, as of the day the user says, its own, or today."""
    from holdfast.study.draft.case import draft

    today = date.today()  # noqa: DTZ011 - the user's own day
    day = day_of(as_of) if as_of else found.published.day or today
    return draft(found.reading, found.published, day, name)


def _drafted_to(found: "Article", out: Path, as_of: str, *, quiet: bool) -> dict[str, object]:
    from holdfast.cli.files import create
    from holdfast.report.drafts import print_draft
    from holdfast.study.draft.facts import draft_data

    draft = drafted(found, as_of, str(out))
    create(out, draft.text)
    if not quiet:
        print_draft(draft, str(out))
    return {"draft": draft_data(draft, str(out))}


def _merged_into(found: "Article", into: Path, *, quiet: bool) -> dict[str, object]:
    from holdfast.casefile.catalogue import slugs
    from holdfast.casefile.loader import read_text
    from holdfast.cli.files import replace
    from holdfast.report.drafts import merge_data, print_merge
    from holdfast.study.draft.merge import merge

    if not into.exists() and str(into) in slugs():
        remedy = f"copy it first: holdfast cases {into} > {into}.yaml"
        raise bad_input("HF101", f"{into} is a bundled case", remedy=remedy)
    text = read_text(into, str(into))
    merged = merge(text, str(into), found.reading, found.published)
    replace(into, merged.text)
    if not quiet:
        print_merge(merged, str(into))
    return {"merge": merge_data(merged, str(into))}
