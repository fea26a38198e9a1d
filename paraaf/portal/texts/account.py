"""The words of signing in with an account of the organisation, and of the page that lists what is yours."""

TEXTS = {
    "home.account": ("Werkt u hier vaker?", "Do you work here more often?"),
    "home.account.text": (
        "Dossierhouders, parafeerders en het secretariaat kunnen zich aanmelden met het account van hun organisatie.",
        "Owners, officials who sign off and the secretariat can sign in with the account of their organisation.",
    ),
    "account.sign_in": ("Aanmelden", "Sign in"),
    "account.sign_in.text": (
        "Meld u aan met het account van uw organisatie. U ziet dan uw brieven en wat op uw paraaf wacht.",
        "Sign in with the account of your organisation. You then see your letters and what waits for your sign-off.",
    ),
    "account.sign_in.do": ("Naar het aanmelden van uw organisatie", "To the sign-in of your organisation"),
    "account.sign_in.other": ("Aanmelden met een ander account", "Sign in with another account"),
    "account.sign_in.link": (
        "Kreeg u een bericht met een link? Dan hoeft u zich niet aan te melden: open die link.",
        "Did you receive a message with a link? Then you need not sign in: open that link.",
    ),
    "account.signed_in": ("U bent aangemeld", "You are signed in"),
    "account.signed_in.text": ("Welkom, {name}.", "Welcome, {name}."),
    "account.signed_in.do": ("Verder naar uw overzicht", "On to your overview"),
    "account.signed_out": ("U bent afgemeld", "You are signed out"),
    "account.signed_out.text": (
        "Alle pagina's die u met uw account had geopend, zijn gesloten.",
        "All pages that you had opened with your account are closed.",
    ),
    "account.signed_out.provider": (
        "Bij uw organisatie bent u misschien nog aangemeld. Gebruiken anderen dit apparaat ook? Meld u daar dan ook af.",
        "You may still be signed in at your organisation. Do others use this device too? Then sign out there as well.",
    ),
    "account.signed_out.provider.do": ("Ook bij uw organisatie afmelden", "Sign out at your organisation too"),
    "account.signed_out.again": ("Opnieuw aanmelden", "Sign in again"),
    "account.title": ("Uw overzicht", "Your overview"),
    "account.who": ("Aangemeld als {name}.", "Signed in as {name}."),
    "account.nothing": ("Er wacht nu niets op u.", "Nothing waits for you now."),
    "account.nothing.do": (
        "Zodra een brief van u op weg is of op uw paraaf wacht, staat hij hier. Mist u een brief? Vraag de beheerder "
        "van Paraaf of uw adres in de partijenlijst staat, of open de link in uw bericht.",
        "As soon as a letter of yours is on its way or waits for your sign-off, it is listed here. Is one missing? Ask "
        "the administrator of Paraaf whether your address is in the party directory, or open the link in your message.",
    ),
    "account.to_sign_off": ("Wacht op uw paraaf", "Waits for your sign-off"),
    "account.as": ("Namens", "On behalf of"),
    "account.letters": ("Uw brieven", "Your letters"),
    "account.secretariats": ("Secretariaat", "Secretariat"),
    "account.secretariat": ("Alle brieven van {party}", "All letters of {party}"),
    "account.start": ("Een brief beginnen", "Start a letter"),
    "account.start.own": ("Begin een brief van u zelf", "Start a letter of your own"),
    "account.start.for": ("Begin een brief voor {code}", "Start a letter for {code}"),
    "account.page": ("Pagina", "Page"),
    "account.open": ("Openen", "Open"),
    "account.sign_out": ("Afmelden", "Sign out"),
    "refused.signed_out.title": ("Meld u opnieuw aan", "Sign in again"),
    "refused.signed_out.text": (
        "U bent niet meer aangemeld, of deze pagina is niet meer van u. Er is niets vastgelegd.",
        "You are not signed in any more, or this page is not yours any more. Nothing was recorded.",
    ),
    "refused.signed_out.do": (
        "Kopieer hieronder wat u had getypt, en meld u opnieuw aan.",
        "Copy below what you had typed, and sign in again.",
    ),
    "refused.sign_in.title": ("Het aanmelden is niet gelukt", "Signing in did not succeed"),
    "refused.sign_in.text": (
        "Wat uw browser terugbracht van het aanmelden, hoort niet bij deze poging of is niet te vertrouwen.",
        "What your browser brought back from the sign-in does not belong to this attempt, or cannot be trusted.",
    ),
    "refused.sign_in.do": (
        "Begin opnieuw met aanmelden. Gebeurt dit steeds? Sta cookies van deze site toe, en vraag anders de beheerder.",
        "Begin to sign in again. If it keeps happening, allow cookies of this site, or ask the administrator.",
    ),
    "refused.denied.title": ("U bent niet aangemeld", "You are not signed in"),
    "refused.denied.text": (
        "Het aanmelden is afgebroken, of uw organisatie liet dit account niet toe.",
        "Signing in was broken off, or your organisation did not let this account in.",
    ),
    "refused.denied.do": (
        "Probeer het opnieuw, of open de link in uw bericht: daarvoor hoeft u zich niet aan te melden.",
        "Try again, or open the link in your message: for that you need not sign in.",
    ),
    "refused.no_role.title": ("Met dit account kunt u hier niets openen", "This account opens nothing here"),
    "refused.no_role.text": (
        "Het aanmelden is gelukt, maar dit account heeft geen rol in Paraaf.",
        "You did sign in, but this account has no role in Paraaf.",
    ),
    "refused.no_role.do": (
        "Vraag de beheerder van Paraaf in uw organisatie om een rol, of meld u aan met een ander account. Kreeg u een "
        "bericht met een link? Die werkt ook zonder account.",
        "Ask the administrator of Paraaf in your organisation for a role, or sign in with another account. Did you "
        "receive a message with a link? That works without an account too.",
    ),
    "refused.provider.title": ("Aanmelden kan nu even niet", "Signing in is not possible now"),
    "refused.provider.text": (
        "De aanmelddienst van uw organisatie antwoordt niet. Er is niets vastgelegd.",
        "The sign-in service of your organisation does not answer. Nothing was recorded.",
    ),
    "refused.provider.do": (
        "Probeer het over een paar minuten nog eens. Kreeg u een bericht met een link? Die werkt wel.",
        "Try again in a few minutes. Did you receive a message with a link? That does work.",
    ),
}
