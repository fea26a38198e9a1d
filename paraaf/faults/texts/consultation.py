"""Rounds, reactions and returned copies."""

TEXTS = {
    "comment.answer_needs_reason": (
        "het antwoord op opmerking {comment} heeft een reden nodig",
        "the answer to comment {comment} needs a reason",
    ),
    "comment.answered_already": (
        "opmerking {comment} is al beantwoord; dat antwoord blijft staan",
        "comment {comment} is answered already; that answer stands",
    ),
    "comment.answered_twice": (
        "opmerking {comment} is twee keer beantwoord",
        "comment {comment} is answered twice",
    ),
    "comment.no_such": (
        "er is in deze ronde geen opmerking {comment} (wel: {numbers})",
        "there is no comment {comment} in this round (there is: {numbers})",
    ),
    "comment.partly_needs_own_words": (
        "opmerkingen {comments}: een wijziging die gedeeltelijk wordt overgenomen, blijft eruit; geef uw eigen tekst als wijziging of als bestand",
        "comments {comments}: a change that is taken over in part is left out; give your own words for it as edits or as a file",
    ),
    "comment.partly_needs_own_words.one": (
        "opmerking {comments}: een wijziging die gedeeltelijk wordt overgenomen, blijft eruit; geef uw eigen tekst als wijziging of als bestand",
        "comment {comments}: a change that is taken over in part is left out; give your own words for it as edits or as a file",
    ),
    "comment.same_change": (
        "opmerkingen {first} en {second} zijn dezelfde wijziging en krijgen verschillende antwoorden",
        "comments {first} and {second} are the same change, and have different answers",
    ),
    "comment.words_not_once": (
        "moet in de passage staan, en maar één keer",
        "should stand in the passage, and only once",
    ),
    "copy.cannot_be_compared": (
        "Het bestand kan niet met de brief worden vergeleken. Geef uw punten als tekst, of breng uw wijzigingen aan in het bestand dat u kreeg.",
        "The returned copy cannot be compared with the letter that was sent. Give your points as text, or make your changes in the file that you were sent.",
    ),
    "copy.cannot_be_used": (
        "Het teruggestuurde bestand kan niet gebruikt worden.",
        "The returned copy cannot be used.",
    ),
    "copy.not_of_this_letter": (
        "Dit is geen exemplaar van de brief die u kreeg. {reason} Breng uw wijzigingen aan in het bestand dat u kreeg.",
        "This is no copy of the letter that was sent. {reason} Make your changes in the file that you were sent.",
    ),
    "copy.not_of_this_round": (
        "Ronde {round} gaat over versie {asked}, en het teruggestuurde bestand is een exemplaar van versie {version}; het is niet vastgelegd. Breng uw wijzigingen aan in versie {asked}.",
        "Round {round} is about version {asked}, and the returned file is a copy of version {version}; it was not recorded. Make your changes in version {asked}.",
    ),
    "copy.of_other_version": (
        "Het is een exemplaar van versie {version}, en gevraagd is versie {asked}; breng uw wijzigingen aan in het bestand dat u hier kunt downloaden.",
        "It is a copy of version {version}, and version {asked} is asked about; make your changes in the file that you can download here.",
    ),
    "copy.takes_too_much": (
        "Het vraagt meer geheugen of tijd om met de brief te vergelijken dan enig exemplaar; breng uw wijzigingen aan in het bestand dat u kreeg, of geef uw punten als tekst.",
        "It takes more memory or time to compare with the letter than any copy does; make your changes in the file that you were sent, or give your points as text.",
    ),
    "copy.too_many_comments": (
        "Het heeft {count} opmerkingen, en een exemplaar mag er {most} hebben; breng uw wijzigingen aan in het bestand dat u kreeg, of geef uw punten als tekst.",
        "It has {count} comments, and a copy may have {most}; make your changes in the file that you were sent, or give your points as text.",
    ),
    "copy.too_many_marks": (
        "Het heeft {count} markeringen van bijgehouden wijzigingen, en een exemplaar van deze brief mag er {most} hebben; breng uw wijzigingen aan in het bestand dat u kreeg, of geef uw punten als tekst.",
        "It has {count} marks of tracked changes, and a copy of this letter may have {most}; make your changes in the file that you were sent, or give your points as text.",
    ),
    "copy.too_many_paragraphs": (
        "Het heeft {count} alinea's, en een exemplaar van deze brief mag er {most} hebben; breng uw wijzigingen aan in het bestand dat u kreeg, of geef uw punten als tekst.",
        "It has {count} paragraphs, and a copy of this letter may have {most}; make your changes in the file that you were sent, or give your points as text.",
    ),
    "copy.too_many_points": (
        "Het heeft {count} wijzigingen en opmerkingen, en een exemplaar mag er {most} hebben; breng uw wijzigingen aan in het bestand dat u kreeg, of geef uw punten als tekst.",
        "It has {count} changes and comments, and a copy may have {most}; make your changes in the file that you were sent, or give your points as text.",
    ),
    "reaction.about_other_version": (
        "Ronde {round} gaat over versie {asked}, en deze reactie over versie {version}; zij is niet vastgelegd. Lees eerst versie {asked}.",
        "Round {round} is about version {asked}, and this reaction is about version {version}; it was not recorded. Read version {asked} first.",
    ),
    "reaction.answered_meanwhile": (
        "Het antwoord van {party} dat in ronde {round} staat, is antwoord {answer}: {position}, door {by}, {at:time}{quoted}. Dat antwoord blijft staan; dit is niet vastgelegd. Lees het eerst.",
        "The answer of {party} that stands in round {round} is answer {answer}: {position}, by {by}, {at:time}{quoted}. That answer stands; this one was not recorded. Read it first.",
    ),
    "reaction.comments_make_it_commented": (
        "met opmerkingen erbij is het agree_with_comments (akkoord met opmerkingen).",
        "with comments it is agree_with_comments.",
    ),
    "reaction.condition_makes_it_conditional": (
        "met een voorwaarde erbij is het agree_on_condition (akkoord onder voorwaarde).",
        "with a condition among the comments it is agree_on_condition.",
    ),
    "reaction.copy_says_more": (
        "het teruggestuurde bestand heeft {changes} wijziging(en) en {comments} opmerking(en); een opmerking erin is een voorwaarde als zij begint met ‘Voorwaarde:’",
        "the returned file has {changes} change(s) and {comments} comment(s); a comment in it is a condition if it begins with 'Voorwaarde:'",
    ),
    "reaction.given_already": (
        "{party} heeft in ronde {round} al gereageerd ({position}, door {by}, {at:time}). Die reactie blijft staan; deze is niet vastgelegd.",
        "{party} reacted already in round {round} ({position}, by {by}, {at:time}). That reaction stands; this one was not recorded.",
    ),
    "reaction.given_already_late": (
        "{party} heeft in ronde {round} al gereageerd ({position}, door {by}, {at:time}). Die reactie blijft staan; deze is niet vastgelegd. De ronde is gesloten.",
        "{party} reacted already in round {round} ({position}, by {by}, {at:time}). That reaction stands; this one was not recorded. The round is closed.",
    ),
    "reaction.needs_comment": (
        "agree_with_comments heeft minstens één opmerking nodig.",
        "agree_with_comments needs at least one comment.",
    ),
    "reaction.needs_condition": (
        "agree_on_condition heeft een opmerking met gewicht condition nodig, die de voorwaarde noemt.",
        "agree_on_condition needs a comment with weight condition that names it.",
    ),
    "reaction.no_such_answer": (
        "{party} heeft in de laatste ronde van brief {letter} geen antwoord {answer}; er is niets vastgelegd.",
        "{party} has no answer {answer} in its latest round of letter {letter}; nothing was recorded.",
    ),
    "reaction.nobody_named": (
        "schrijf op wie reageert",
        "say who reacts",
    ),
    "reaction.none_to_revise": (
        "{party} heeft in ronde {round} geen reactie om te herzien; er is niets vastgelegd.",
        "{party} has no reaction in round {round} to revise; nothing was recorded.",
    ),
    "reaction.not_recorded": (
        "De reactie van {party} is niet vastgelegd.",
        "The reaction of {party} was not recorded.",
    ),
    "reaction.objection_needs_reason": (
        "een bezwaar zegt waarom: geen van de opmerkingen is een voorwaarde. Zeg welke de reden is, of schrijf de reden "
        "in de toelichting",
        "an objection says why: none of its comments is a condition. Say which is the reason, or give the reason in "
        "the remark",
    ),
    "reaction.objection_needs_comment": (
        "een bezwaar heeft een opmerking nodig die zegt wat er mis is.",
        "an objection needs a comment that says what is wrong.",
    ),
    "reaction.silence_is_not_said": (
        "‘{position:raw}’ wordt vastgelegd als een partij zwijgt; kies een van {choices}.",
        "'{position:raw}' is recorded when a party stays silent; say one of {choices}.",
    ),
    "round.closed_and_over": (
        "Ronde {round} is gesloten, en brief {letter} is {status}; de reactie van {party} is niet vastgelegd. Vraag {owner} ({address}).",
        "Round {round} closed, and letter {letter} is {status}; the reaction of {party} was not recorded. Ask {owner} ({address}).",
    ),
    "round.closing_needs_reason": (
        "Schrijf op waarom de ronde eerder sluit.",
        "Closing a round early needs a reason.",
    ),
    "round.ends_too_soon": (
        "de ronde eindigt op {due:iso}; verleng haar eerst, zodat {party} tijd heeft",
        "the round ends on {due:iso}; extend it first, so that {party} has time",
    ),
    "round.extending_needs_reason": (
        "schrijf op waarom de termijn langer wordt",
        "an extension needs a reason",
    ),
    "round.links_revoked": (
        "Aan {parties} gaat in ronde {round} geen herinnering: elke link is ingetrokken, en blijft dat. Wilt u het "
        "opnieuw vragen, stuur de link dan nog eens.",
        "No reminder goes to {parties} in round {round}: every link was revoked, and stays so. To ask again, send the "
        "link again.",
    ),
    "round.none_open": (
        "Brief {letter} heeft geen open ronde: hij is bij ‘{stage}’.",
        "Letter {letter} has no open round to {action}: it is at '{stage}'.",
    ),
    "round.none_to_answer": (
        "Brief {letter} heeft geen ronde te beantwoorden: hij is bij ‘{stage}’, en zijn ronde is {where}.",
        "Letter {letter} has no round to answer: it is at '{stage}', and its round is {where}.",
    ),
    "round.none_to_answer_at": (
        "Brief {letter} heeft geen ronde te beantwoorden: hij is bij ‘{stage}’.",
        "Letter {letter} has no round to answer: it is at '{stage}'.",
    ),
    "round.not_extended": (
        "De termijn kan zo niet verlengd worden; er is niets veranderd.",
        "The round cannot be extended; nothing was changed.",
    ),
    "round.not_from_here": (
        "Dat kan nu niet: ronde {number} is {status}.",
        "Cannot {action} round {number}: it is {status:raw}.",
    ),
    "round.not_later": (
        "{day:iso} is niet later dan de uiterste dag, {due:iso}",
        "{day:iso} is not later than the due date, {due:iso}",
    ),
    "round.nothing_to_answer": (
        "{parties} hoeft in ronde {round} niets (meer) te antwoorden; gewacht wordt op {silent}.",
        "{parties} has nothing to answer in round {round}: waiting are {silent}.",
    ),
}
