"""Signing in, one-time codes and pages."""

TEXTS = {
    "account.not_yours": (
        "Dit is er niet onder wat van u is.",
        "There is no such thing among what is yours.",
    ),
    "code.too_many": (
        "Er zijn te veel codes gevraagd; wacht een uur.",
        "Too many codes were asked for; wait an hour.",
    ),
    "code.too_many_for_link": (
        "Er zijn voor deze link te veel codes gevraagd; morgen kan het weer, of volgende week.",
        "Too many codes were asked for this link; it is possible again tomorrow, or next week.",
    ),
    "portal.no_code_needed": (
        "Wie is ingelogd, heeft geen code nodig.",
        "Who signed in needs no code.",
    ),
    "portal.no_such_file": (
        "Dat bestand is er niet.",
        "There is no such file.",
    ),
    "portal.no_such_file_here": (
        "Dat bestand is hier niet.",
        "There is no such file here.",
    ),
    "portal.no_such_letter": (
        "Die brief is er niet.",
        "There is no such letter.",
    ),
    "portal.nothing_here": (
        "Dit is er niet.",
        "There is no such thing.",
    ),
    "provider.another_issuer": (
        "De OpenID-aanbieder zegt dat hij een andere is dan PARAAF_OIDC_ISSUER noemt.",
        "The OpenID provider says that it is another one than PARAAF_OIDC_ISSUER names.",
    ),
    "provider.no_answer": (
        "De OpenID-aanbieder antwoordt niet.",
        "The OpenID provider does not answer.",
    ),
    "provider.no_keys": (
        "De OpenID-aanbieder geeft geen sleutels die te lezen zijn.",
        "The OpenID provider gives no keys that can be read.",
    ),
    "provider.no_place_to_sign_in": (
        "De OpenID-aanbieder zegt niet waar men inlogt.",
        "The OpenID provider does not say where to sign in.",
    ),
    "provider.not_https": (
        "De OpenID-aanbieder noemt een adres dat geen https is.",
        "The OpenID provider names an address that is not https.",
    ),
    "sign_in.about_somebody_else": (
        "de gegevens gaan over iemand anders",
        "the user info is about somebody else",
    ),
    "sign_in.code_not_taken": (
        "de code is niet aangenomen",
        "the code was not taken",
    ),
    "sign_in.denied": (
        "de aanbieder zei nee",
        "the provider said no",
    ),
    "sign_in.no_address": (
        "het account heeft geen bevestigd adres en geen partij",
        "the account has no verified address and no party",
    ),
    "sign_in.no_code": (
        "er zit geen code in het antwoord",
        "there is no code in the answer",
    ),
    "sign_in.no_id_token": (
        "er zit geen ID-token in het antwoord",
        "there is no ID token in the answer",
    ),
    "sign_in.no_name": (
        "het account heeft geen naam die vastgelegd kan worden",
        "the account has no name that can be recorded",
    ),
    "sign_in.no_role": (
        "het account heeft hier geen rol",
        "the account has no role here",
    ),
    "sign_in.not_begun_here": (
        "het is niet in deze browser begonnen, of al eerder voltooid",
        "it was not begun in this browser, or was completed before",
    ),
    "sign_in.not_set_up": (
        "Hier logt niemand in: PARAAF_OIDC_ISSUER is niet gezet.",
        "Nobody signs in here: PARAAF_OIDC_ISSUER is not set.",
    ),
    "sign_in.other_provider": (
        "het antwoord komt van een andere aanbieder",
        "the answer comes from another provider",
    ),
    "sign_in.token_names_nobody": (
        "het ID-token noemt niemand",
        "the ID token names nobody",
    ),
    "sign_in.token_not_trusted": (
        "het ID-token is niet te vertrouwen: {reason}",
        "the ID token is not to be trusted: {reason}",
    ),
    "sign_in.user_info_refused": (
        "de gegevens van het account zijn geweigerd",
        "the user info was refused",
    ),
}
