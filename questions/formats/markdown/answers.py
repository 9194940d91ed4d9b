"""The line that says which options are right, and the words that introduce an explanation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from questions.formats.markdown.lines import narrow

ANSWER = (
    r"(?:the\s)?(?:correct\s|right\s|best\s)?(?:answers?|options?|choices?)(?:\skey)?(?:\(s\))?|ans|key|correct|solution"
    r"|(?:richtige\s)?antwort(?:en)?|lösung|richtig|(?:bonnes?\s)?réponses?|respuestas?(?:\scorrectas?)?|respostas?|risposta"
    r"|odpowied[źz]|cevap|(?:правильный\s|верный\s)?ответы?|відповідь|(?:正确|正確)?答案|正解|답|정답"
)
EXPLANATION = (
    r"(?:general\s)?explanations?|rationale|reason(?:ing)?|why\??|feedback|erklärung|begründung|explication|explicación"
    r"|explicação|spiegazione|wyjaśnienie|açıklama|пояснение|объяснение|пояснення|解析|解释|解釋|说明|解説|説明|해설"
)
OTHERS = r"(?:answer\s)?(?:options|choices)|answers|references?|resources|sources?|links?|hints?|варианты|选项|選項"
PART = re.compile(rf"\W*(?:{ANSWER}|{EXPLANATION}|{OTHERS})\W*", re.IGNORECASE)
LABEL = re.compile(
    r"[\s#>*_`]{0,12}(?![A-Za-z]\W)(?P<word>[^\W\d_][^:=]{0,40}?)[\s*_`]{0,6}"
    r"(?:[:=]|\s[\u2013\u2014-]\s|\b(?:is|are)\b:?)[\s*_`]{0,8}",
    re.IGNORECASE,
)
KNOWN = re.compile(rf"(?:{ANSWER})", re.IGNORECASE)
INTRODUCED = re.compile(rf"[\s#*_]{{0,12}}(?:{EXPLANATION})[\s*_]{{0,6}}(?::[\s*_]{{0,6}}|$)", re.IGNORECASE)
AND = r"(?:\s?[,;/&+、]\s?|\s?,?\s(?:and|und|et|y|e|i|и|和)\s|\s)"
LETTERS = re.compile(rf"\(?([A-L]{{1,12}}|[a-l]{{1,12}})\)?(?:{AND}\(?[A-La-l]\)?(?!\w)){{0,11}}(?!\w)")
AFTER = re.compile(r"[\s*_`]{0,6}(?:$|[.):,;(\u2013\u2014-]|because\b|since\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """The letters of the right options, from A, and what the line says beyond them."""

    letters: str
    rest: str = ""


def is_part(heading: str) -> bool:
    """Whether a heading names a part of a question (“Answer: D”, “Explanation”, “Options”) and so begins none."""
    plain = narrow(heading)
    return PART.fullmatch(plain) is not None or answer_of(plain, ()) is not None


def introduces(text: str) -> int:
    """How long the words are that introduce an explanation at the beginning of a text; 0 where there are none."""
    found = INTRODUCED.match(narrow(text))
    return found.end() if found else 0


def answer_of(text: str, options: Sequence[str]) -> Answer | None:
    """The answer in a line: a word of any language before bare letters, a known word before letters and more."""
    plain = narrow(text[:2000])
    if not (label := LABEL.match(plain)):
        return None
    is_known = KNOWN.fullmatch(label["word"].strip()) is not None
    rest = plain[label.end() :]
    if is_known and (same := _letter_of_text(text[label.end() :], options)):
        return Answer(same)
    found = LETTERS.match(rest)
    if not found or not (found[0].endswith(")") or AFTER.match(rest, found.end())):
        return None
    beyond = text[label.end() + found.end() :].lstrip(" \t*_`.):,;").rstrip(" \t*_`")
    letters = _letters(found[0])
    if not letters or (beyond and not is_known):
        return None
    return Answer(letters, "" if _letter_of_text(beyond, options) else beyond)


def is_answer(text: str) -> bool:
    """Whether a line gives an answer, be it one that cannot be read."""
    label = LABEL.match(narrow(text[:200]))
    return label is not None and (KNOWN.fullmatch(label["word"].strip()) is not None or answer_of(text, ()) is not None)


def bare_answer(text: str) -> Answer | None:
    """The answer of a line that is letters and nothing else."""
    bare = narrow(text).strip(" \t*_`#.")
    found = LETTERS.fullmatch(bare)
    letters = _letters(found[0]) if found else ""
    return Answer(letters) if letters else None


def _letters(found: str) -> str:
    # “BE” is two letters, “e” between capitals is a word for “and”; “bad” is a word, “bcd” is not.
    case = "[A-L]" if re.search("[A-L]", found) else "[a-l]"
    run = "".join(re.findall(rf"(?<![A-Za-z]){case}+(?![A-Za-z])", found))
    is_set = len(set(run)) == len(run) and (run.isupper() or list(run) == sorted(run))
    return run.upper() if is_set else ""


def _letter_of_text(text: str, options: Sequence[str]) -> str:
    said = _plain(text)
    return next((chr(65 + number) for number, option in enumerate(options) if said and said == _plain(option)), "")


def _plain(text: str) -> str:
    return text.strip(" \t\n*_`.)").casefold()
