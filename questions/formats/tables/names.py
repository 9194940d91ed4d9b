"""What names of columns mean, in the languages that question files are written in."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Role(StrEnum):
    STEM = "stem"
    OPTION = "option"
    WRONG = "wrong option"
    KEY = "key"
    RATIONALE = "rationale"
    EXPLANATION = "explanation"
    CATEGORY = "category"
    TITLE = "title"
    KIND = "kind"
    NEEDLESS = "needless"
    UNKNOWN = "unknown"


class Meaning(NamedTuple):
    """The role of a column, and which option it belongs to: “b”, “2”."""

    role: Role
    label: str = ""


def _names(names: str) -> set[str]:
    return {name.strip() for name in names.split(",")}


WHOLE_NAMES = {
    Role.STEM: _names(
        "question, questions, question text, question stem, stem, item stem, prompt, problem, pergunta, "
        "questao, enunciado, pregunta, frage, fragetext, fragestellung, domanda, enonce, texto da pergunta, "
        "texto de la pregunta"
    ),
    Role.KEY: _names(
        "correct answer, correct answers, correct option, correct options, correct choice, correct choices, "
        "right answer, right answers, right option, answer key, correct, key, keys, correct index, answer "
        "index, correct answer index, correct letter, answer letter, solution, solutions, answer, answers, "
        "correct response, label, gabarito, resposta correta, respostas corretas, opcao correta, alternativa "
        "correta, respuesta correcta, respuestas correctas, opcion correcta, bonne reponse, bonnes reponses, "
        "reponse correcte, reponses correctes, richtige antwort, richtige antworten, korrekte antwort, "
        "losung, risposta corretta, risposte corrette, correta, correcta, resposta, respuesta, reponse, "
        "antwort, risposta"
    ),
    Role.EXPLANATION: _names(
        "overall explanation, explanation, explanations, general explanation, general feedback, overall "
        "feedback, feedback, rationale, answer explanation, justification, explicacao, justificativa, "
        "explicacion, retroalimentacion, explication, erklarung, begrundung, spiegazione"
    ),
    Role.CATEGORY: _names(
        "domain, category, topic, subject, section, knowledge area, chapter, unit, module, categoria, tema, "
        "assunto, topico, dominio, materia, categorie, sujet, theme, kategorie, thema, argomento"
    ),
    Role.TITLE: _names("title, name, question title, question name, titulo, titre, titel, titolo"),
    Role.KIND: _names("question type, type, kind, item type, tipo, tipo de pergunta, tipo de pregunta, fragetyp, typ"),
    Role.NEEDLESS: _names(
        "no, nr, num, number, id, index, question no, question number, question id, question nr, s no, sl no, "
        "time, time limit, time limit sec, numero"
    ),
}
ROLES = {name: role for role, names in WHOLE_NAMES.items() for name in names}
OPTION = _names(
    "answer, answer option, answer choice, answer text, option, option text, opt, choice, choice text, "
    "alternative, response, possible answer, ans, opcao, alternativa, resposta, opcion, respuesta, "
    "reponse, antwort, antwortoption, antwortmoglichkeit, risposta, opzione, scelta"
)
WRONG = _names(
    "wrong answer, wrong option, wrong choice, wrong, incorrect answer, incorrect option, incorrect "
    "choice, incorrect, distractor, opcao errada, opcao incorreta, resposta errada, resposta incorreta, "
    "alternativa incorreta, opcion incorrecta, respuesta incorrecta, mauvaise reponse, reponse "
    "incorrecte, falsche antwort, distraktor, risposta errata, risposta sbagliata"
)
EXPLAINING = _names("explanation, feedback, rationale, justification, explicacao, explicacion, explication, erklarung")
BESIDE_EXPLAINING = _names("answer, option, choice, for, of, text, alternative, opcao, opcion, reponse, antwort")
LABELLED = re.compile(r"(?:(?P<word>.+) )?(?P<label>[a-l]|\d{1,2})(?: text)?")
LABEL = re.compile(r"[a-l]|\d{1,2}")
LONGEST_NAME = 100


@lru_cache(2048)
def meaning(name: str) -> Meaning:
    """What a column of this name holds."""
    plain = _plain(name)
    if plain in ROLES:
        return Meaning(ROLES[plain])
    if plain in WRONG:
        return Meaning(Role.WRONG)
    words = plain.split()
    labels = [word for word in words if LABEL.fullmatch(word)]
    rest = {word for word in words if word not in labels}
    if rest & EXPLAINING and len(labels) == 1 and rest <= EXPLAINING | BESIDE_EXPLAINING:
        return Meaning(Role.RATIONALE, labels[0])
    if labelled := LABELLED.fullmatch(plain):
        if labelled["word"] is None or labelled["word"] in OPTION:
            return Meaning(Role.OPTION, labelled["label"])
        if labelled["word"] in WRONG:
            return Meaning(Role.WRONG, labelled["label"])
    return Meaning(Role.UNKNOWN)


def is_kahoot(names: Sequence[str]) -> bool:
    """Whether these are the columns of Kahoot, which counts answers from 1."""
    plain = {_plain(name) for name in names}
    is_timed = any(name.startswith("time") for name in plain)
    return is_timed and {"question", "answer 1", "answer 2"} <= plain and bool({"correct", "correct answers"} & plain)


def is_udemy(names: Sequence[str]) -> bool:
    """Whether these are the columns of Udemy's bulk upload, which counts answers from 1."""
    return {"question", "answer option 1", "answer option 2", "correct answers"} <= {_plain(name) for name in names}


def _plain(name: str) -> str:
    """“Answer 1 - max 75 characters” and “answer_1” are “answer 1”; “optionA” is “option a”; “Opção” is “opcao”."""
    if len(name) > LONGEST_NAME:
        return ""
    name = re.split(r" [-\N{EN DASH}\N{EM DASH}] |[(:*]", name.replace("(s)", "s").strip())[0]
    name = re.sub(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=\d)", " ", name)
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", letters).lower().split())
