"""The words of the page on which a question is passed on to a colleague."""

TEXTS = {
    "passing.title": ("Laat een collega antwoorden: {title}", "Let a colleague answer: {title}"),
    "passing.heading": ("Laat een collega antwoorden", "Let a colleague answer"),
    "passing.text": (
        "Uw collega krijgt een bericht met de brief en een eigen link. Bij de reactie staat dan dat zij voor u gegeven "
        "is. Uw eigen link blijft werken; wie het eerst verstuurt, telt.",
        "Your colleague gets a message with the letter and a link of their own. The reaction then says that it was "
        "given for you. Your own link keeps working; who sends first counts.",
    ),
    "passing.name": ("Naam van uw collega", "Name of your colleague"),
    "passing.address": ("E-mailadres van uw collega", "E-mail address of your colleague"),
    "passing.note": ("Uw bericht aan uw collega", "Your message to your colleague"),
    "passing.send": ("Geef de vraag door", "Pass the question on"),
    "passing.done": (
        "De vraag is doorgegeven aan {name}. Het bericht is onderweg.",
        "The question was passed on to {name}. The message is on its way.",
    ),
    "passing.earlier": ("Al doorgegeven aan", "Passed on already to"),
    "passing.fault.name": ("Schrijf de naam van uw collega, op één regel", "Write your colleague's name, on one line"),
    "passing.fault.address": (
        "Schrijf een e-mailadres waarop uw collega te bereiken is, zoals naam@ministerie.nl",
        "Write an e-mail address at which your colleague can be reached, such as name@ministry.nl",
    ),
    "passing.fault.address_taken": (
        "Deze persoon heeft al een eigen link voor deze brief",
        "This person already has a link of their own for this letter",
    ),
    "passing.fault.address_you": ("Dat bent u zelf", "That is you"),
    "passing.fault.address_many": (
        "U hebt deze vraag al aan tien collega's doorgegeven",
        "You passed this question on to ten colleagues already",
    ),
    "passing.fault.address_many_together": (
        "Deze vraag is al aan tien collega's doorgegeven, door u en door anderen. Laat een van hen antwoorden",
        "This question was passed on to ten colleagues already, by you and by others. Let one of them answer",
    ),
    "passing.fault.note": (
        "Maak uw bericht korter: hoogstens 2000 tekens",
        "Make your message shorter: 2000 characters",
    ),
}
