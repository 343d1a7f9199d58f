"""The words by which options speak of each other, and prompts of options, language by language.

A language is one entry of `LANGUAGES`; words are small and parted by blanks. Chinese, Japanese and
Korean part no words, so they have patterns of the whole option in place of lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language.

    ``whole`` begin an option about all others and ``about`` go on with it; ``joins`` stand between
    letters ("both A and B"), ``option`` before one. ``asks`` is the pattern of what prompts say,
    with § for the beginning of a sentence.
    """

    whole: str
    about: str
    joins: str
    option: str
    asks: str


LANGUAGES: tuple[Language, ...] = (
    Language(  # English
        "all none both neither either any each every",
        "all none both neither either any each not of from the these those them it this that "
        "is are "
        "was were above below others other previous preceding foregoing aforementioned former "
        "following listed mentioned named given stated options option choices choice answers "
        "answer statements statement alternatives items responses two three first here correct "
        "true right wrong false incorrect apply applies appropriate possible",
        "and or nor both either neither only all except but not of the is are option options "
        "answer "
        "answers choice choices statement statements correct true right wrong false incorrect "
        "together also",
        "option options answer answers choice choices alternative alternatives distractor",
        r"\b(?:which|what|who|one|ones|any|all|none|each|either|two|three|some|many)(?: \w+){0,2} "
        r"(?:of|among|from|amongst) (?:these|those|the (?:following|below|options|choices|answers|"
        r"alternatives|given|listed|above|statements)\b)|"
        r"\b(?:is|are) (?:true|false|correct|incorrect) of the following|"
        r"\b(?:all|any) that appl|\bthe following (?:is|are|statements?|options?)\b|"
        r"\bwhich (?:statement|option|answer|choice|alternative)s?\b|"
        r"§(?:please )?(?:select|choose|pick|tick|mark|check) (?:all|any|one|two|three|"
        r"the (?:correct|right|best|"
        r"wrong|incorrect|false|true|odd|most))\b|\b(?:options|choices|answers) (?:below|above|"
        r"given)",
    ),
    Language(  # German
        "alle alles keine keines keiner keins beide beides weder jede nichts",
        "alle alles keine keines keiner keins beide beides der die das den von davon hiervon diese "
        "dieser diesen dies genannten genannte genanntes obigen obige oben oberen aufgeführten "
        "angegebenen erwähnten vorherigen vorgenannten vorstehenden folgenden anderen übrigen "
        "antworten antwort antwortmöglichkeiten möglichkeiten optionen option aussagen aussage "
        "alternativen ist sind richtig korrekt falsch zutreffend trifft treffen stimmt stimmen zu",
        "und oder sowohl als auch weder noch nur beide alle außer nicht antwort antworten option "
        "optionen aussage aussagen sind ist richtig korrekt falsch die treffen zu",
        "antwort antworten option optionen aussage aussagen lösung auswahl",
        r"\bwelche[rsmn]?\b[^.?!\n]{0,40}?\b(?:der|von|unter) (?:den )?(?:folgend|genannt|diese|"
        r"aufgeführt|angegeben|antworten|aussagen|optionen)|\bwelche (?:aussage|antwort|option)|"
        r"\b(?:was|wer|welche[rsmn]?) (?:davon|hiervon)\b|\bdavon\b[^.?!\n]{0,30}\?|"
        r"§wähle[n]?\b[^.?!\n]{0,30}\b(?:aus|richtig|alle|zutreffend)|§kreuze",
    ),
    Language(  # French
        "tout toutes tous aucune aucun les ni l'ensemble",
        "tout toutes tous aucune aucun les deux de des ces ceux celles ci-dessus ci dessus "
        "dessous ci-dessous précédentes précédents précédente autres réponses réponse options "
        "option choix propositions proposition affirmations mentionnées mentionnés proposées la "
        "le n'est est sont correcte correctes vraie vraies juste justes bonne bonnes fausses ni "
        "l'une l'un l'autre entre elles eux cela",
        "et ou ni les la le deux seulement uniquement sauf toutes tous réponse réponses option "
        "options sont est correctes correcte vraies à fois ne pas",
        "réponse réponses option options proposition propositions choix",
        r"\b(?:la|le)?(?:quel|quelle|quels|quelles|lequel|laquelle|lesquels|lesquelles|qui|que)\b"
        r"[^.?!\n]{0,40}?\b(?:parmi|de ces|des (?:\w+ )?(?:suivant|options|réponses|propositions|"
        r"affirmations))|\bparmi (?:les|ces)\b|\bquelles? (?:affirmation|réponse|proposition|"
        r"option)|"
        r"§(?:cochez|choisissez|sélectionnez)\b",
    ),
    Language(  # Spanish
        "todas todos todo ninguna ninguno ambas ambos nada cualquiera",
        "todas todos todo ninguna ninguno ambas ambos de del las los la el lo anteriores anterior "
        "mencionadas mencionados otras otros opciones opción respuestas respuesta alternativas "
        "afirmaciones estas estos ellas ellos es son correctas correcta correctos verdaderas "
        "ciertas falsas arriba dos listadas indicadas dadas",
        "y e o u ni ambas ambos solo sólo solamente todas todos excepto menos no las los la el "
        "opción opciones respuesta respuestas son es correctas correcta ciertas verdaderas",
        "opción opciones respuesta respuestas alternativa alternativas inciso",
        r"\b(?:cuál|cuáles|cual|cuales|qué|quién)\b[^.?!\n]{0,40}?\b(?:de (?:estos|estas|ellos|"
        r"ellas|"
        r"los siguientes|las siguientes|las opciones)|de l[oa]s [^.?!\n]{0,30}siguientes|"
        r"siguientes)|"
        r"\b(?:qué|cuál) (?:afirmación|opción|respuesta|enunciado)|"
        r"§(?:seleccion|elij|elig|marqu|marca)\w*\b",
    ),
    Language(  # Portuguese
        "todas todos tudo nenhuma nenhum ambas ambos nada qualquer",
        "todas todos tudo nenhuma nenhum ambas ambos das dos da do de as os a o anteriores acima "
        "mencionadas mencionados citadas outras outros opções opção respostas resposta "
        "alternativas alternativa afirmações estas estes essas esses delas deles é são estão "
        "corretas correta certas verdadeiras falsas duas dois listadas",
        "e ou nem ambas ambos só somente apenas todas exceto menos não as os a o opção opções "
        "resposta respostas alternativa alternativas são é estão corretas correta",
        "opção opções resposta respostas alternativa alternativas letra",
        r"\b(?:qual|quais|quem|que)\b[^.?!\n]{0,40}?\b(?:destes|destas|desses|dessas|delas|deles|"
        r"d[oa]s [^.?!\n]{0,30}(?:seguintes|abaixo|alternativas|opções)|a seguir|abaixo)|"
        r"\b(?:qual|quais) (?:afirmaç|opç|respost|alternativ)|"
        r"§(?:seleciona|selecione|escolha|assinale|marque)\b",
    ),
    Language(  # Italian
        "tutte tutti tutto nessuna nessuno nessun entrambe entrambi né niente",
        "tutte tutti tutto nessuna nessuno entrambe entrambi delle dei degli della del di le i gli "
        "la il precedenti precedente suddette sopra sopracitate elencate indicate altre altri "
        "opzioni opzione risposte risposta alternative affermazioni queste questi loro è sono "
        "corrette corretta giuste vere false due",
        "e o né sia che solo soltanto tutte tutti entrambe entrambi eccetto tranne non le la "
        "opzione opzioni risposta risposte sono è corrette corretta vere",
        "opzione opzioni risposta risposte alternativa lettera",
        r"\b(?:quale|quali|qual|chi|cosa)\b[^.?!\n]{0,40}?\b(?:tra|fra|di|dei|delle|"
        r"degli) (?:quest|"
        r"seguent|le seguenti|i seguenti|\w+ seguenti)|\bquali? (?:affermazion|rispost|opzion)|"
        r"§(?:seleziona|scegli|barra)\w*\b",
    ),
    Language(  # Dutch
        "alle alles geen beide beiden allebei niets noch elk",
        "alle alles geen beide beiden allebei van de het deze die dit bovenstaande bovengenoemde "
        "voorgaande vorige genoemde hierboven andere overige antwoorden antwoord opties optie "
        "mogelijkheden stellingen is zijn juist juiste correct goed waar fout twee enkele "
        "bovenstaanden",
        "en of noch zowel als beide alleen enkel alle behalve niet antwoord antwoorden optie "
        "opties "
        "stelling stellingen zijn is juist correct goed",
        "antwoord antwoorden optie opties stelling keuze",
        r"\b(?:welke?|wie|wat)\b[^.?!\n]{0,40}?\b(?:van|uit) (?:deze|de (?:volgende|onderstaande|"
        r"genoemde|opties|antwoorden))|\bwelke (?:stelling|bewering|optie|antwoord)|"
        r"§(?:kies|selecteer|vink)\b",
    ),
    Language(  # Polish
        "wszystkie wszystko żadne żadna żaden żadnej obie oba obydwie obydwa nic",
        "wszystkie wszystko żadne żadna żaden żadnej obie oba obydwie obydwa z ze powyższych "
        "powyższe wymienionych wymienione podanych podane pozostałych inne innych tych te "
        "odpowiedzi odpowiedź opcji opcje możliwości są jest nie poprawne poprawna prawidłowe "
        "prawidłowa prawdziwe fałszywe dwie",
        "i oraz lub ani albo tylko obie oba wszystkie oprócz poza nie odpowiedź odpowiedzi opcja "
        "opcje są jest poprawne prawidłowe zarówno jak",
        "odpowiedź odpowiedzi opcja opcje wariant",
        r"\b(?:któr\w+|co|kto|jakie)\b[^.?!\n]{0,40}?\b(?:z (?:tych|poniższych|podanych|"
        r"wymienionych|"
        r"następujących)|spośród)|\bspośród\b|\bktóre? (?:stwierdzeni|zdani|odpowied)|"
        r"§(?:wybierz|zaznacz)\b",
    ),
    Language(  # Czech
        "všechny všechna vše všechno žádná žádné žádný žádnou obě oba obojí nic ani",
        "všechny všechna vše všechno žádná žádné žádný žádnou obě oba obojí z ze výše uvedených "
        "uvedené uvedená uvedeného předchozích předchozí zmíněných ostatních těchto nich možností "
        "možnosti možnost odpovědí odpovědi odpověď tvrzení je jsou není správná správné správně "
        "pravdivá nesprávné nabízených",
        "a i nebo ani pouze jen obě oba všechny kromě mimo ne odpověď odpovědi možnost možnosti je "
        "jsou správně správné",
        "možnost možnosti odpověď odpovědi varianta",
        r"\b(?:kter\w+|co|kdo)\b[^.?!\n]{0,40}?\b(?:z (?:těchto|následujících|uvedených|nabízených|"
        r"nich))|§(?:vyberte|označte|zvolte|vyber)\b|\bkteré (?:tvrzení|z)\b",
    ),
    Language(  # Russian
        "все всё ни ничего ничто никакой никакие оба обе ничто нет любой любое",
        "все всё ни ничего ничто никакой никакие оба обе один одно одна из вышеперечисленного "
        "вышеперечисленное вышеперечисленных вышеперечисленные перечисленного перечисленное "
        "перечисленных перечисленные вышеуказанного вышеуказанных вышеуказанное указанных "
        "приведённых приведенных названных предыдущих выше этого этих эти них остальных варианты "
        "варианта вариант вариантов ответы ответа ответ ответов утверждения не верны верно "
        "верен верного правильны правильно правильного правильных подходит подходят нет",
        "и или ни оба обе только все кроме не вариант варианты ответ ответы верны верно "
        "правильны утверждения",
        "вариант варианты ответ ответы пункт",
        r"\b(?:какой|какая|какое|какие|каких|что|кто|чем|какую|"
        r"сколько)\b[^.?!\n]{0,40}?\b(?:из (?:этих|"
        r"них|следующ|перечисленн|нижеперечисленн|приведённ|приведенн|предложенн|указанн)|"
        r"ниже)|\bиз перечисленн|\bкакое (?:утверждение|из)|"
        r"§(?:выберите|отметьте|укажите) (?:все|прав|верн|один|два|из)",
    ),
)

WHOLE_UNPARTED = re.compile(
    r"(?=.*(?:以上|上述|前述|这些|這些|全部|都|皆|均|没有|沒有|上記|前記|これら|すべて|全て|いずれ|どれ|どちら|該当|"
    r"모두|전부|없음|둘다|아님|아무것도))(?:(?:没有|沒有)(?:一个|一個)?(?:正确|正確|对|對)(?:的)?(?:答案|选项|選項)?|"
    r"(?:以上|上述|前述|这些|這些)?(?:选项|選項|答案|各项|各項)?(?:全部|都|皆|均|全|没有|沒有)?(?:不|非|无|無)?"
    r"(?:是|对|對|正确|正確|错|錯|选|選|一个|一個|任何)?(?:以上|上述)?(?:都|皆|均|全)?(?:不|非)?"
    r"(?:是|对|對|正确|正確|错误|錯誤)?|"
    r"(?:上記|以上|前記|これら|上)?(?:の|は)?(?:選択肢|もの|答え)?(?:の)?(?:すべて|全て|全部|いずれ|どれ|どちら)"
    r"(?:も|でも|とも|か|が)?(?:の)?(?:正しい|正解|当てはまる|該当する|ない|該当しない|なし|違う)?(?:です)?|"
    r"(?:該当なし|どちらでもない)|"
    r"(?:위|이상|상기|위의|다음)?(?:의)?(?:보기|것|항목|답)?(?:은|는|이|가|의|중)?(?:모두|전부|둘다|없음|답없음|"
    r"모두정답|해당없음|정답없음|어느것도아님|어느것도아니다|모두아님|모두맞음|모두옳음|둘다아님|아무것도아님)"
    r"(?:이다|입니다|다|맞다|옳다|정답)?)"
)
"""Options about all others where no blanks part the words; matched without any."""
ASKS_UNPARTED = re.compile(
    r"(?:下列|以下|下面|下述)(?:的|哪|各|选|選|关于|關於|说法|說法|叙述|敘述|选项|選項|四|何)|哪(?:一)?(?:个|個|项|項|些)(?:选项|選項|说法|說法)|"
    r"(?:次の|以下の|下記の|この)(?:うち|中|選択肢|どれ|いずれ)|正しいものを|どれを選|"
    r"다음\s?(?:중|보기|가운데)|보기\s?(?:중|에서)|옳은 것(?:은|을)|고르"
)
"""What prompts say there."""
