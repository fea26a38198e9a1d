"""Why a Word file from outside may not be opened, or a copy not be merged."""

TEXTS = {
    "docx.bad_xml": (
        "Het is beschadigd: {places:some} is geen goede XML; open het in Word en sla het op als Word-document (.docx).",
        "It is damaged: {places:some} is not correct XML; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.computed_field": (
        "Het heeft een veld waarvan de soort door een ander veld wordt bepaald ({places:some}); kopieer de tekst naar een nieuw Word-document.",
        "It has a field whose kind is worked out by another field ({places:some}); copy the text into a new Word document.",
    ),
    "docx.contains_other": (
        "Er zit iets in wat niet in een brief hoort ({places:some}); haal het weg, of kopieer de tekst naar een nieuw Word-document.",
        "It contains something that is no part of a letter ({places:some}); remove it, or copy the text into a new Word document.",
    ),
    "docx.controls": (
        "Er zitten ActiveX-besturingselementen in ({places:some}); haal ze weg en sla het opnieuw op.",
        "It contains ActiveX controls ({places:some}); remove them and save it again.",
    ),
    "docx.doctype": (
        "Het heeft een DOCTYPE in {places:some}; een Word-bestand heeft dat niet; open het in Word en sla het op als Word-document (.docx).",
        "It has a DOCTYPE in {places:some}, which no Word file has; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.embedded_object": (
        "Er zit een ingesloten object in ({places:some}); zet er een afbeelding voor in de plaats, of stuur het als bijlage.",
        "It contains an embedded object ({places:some}); replace it by a picture, or attach it.",
    ),
    "docx.embedded_office_file": (
        "Er zit een ander Office-bestand in ({places:some}); zet er een afbeelding voor in de plaats, ook als het bij een grafiek hoort.",
        "It contains an embedded Office file ({places:some}); replace it or its chart by a picture.",
    ),
    "docx.embedded_workbook": (
        "Er zit een Excel-werkmap in ({places:some}); zet er een afbeelding voor in de plaats, ook als het bij een grafiek hoort.",
        "It contains an embedded workbook ({places:some}); replace it or its chart by a picture.",
    ),
    "docx.empty": (
        "Het is leeg, dus het is geen Word-document (.docx).",
        "It is empty, so it is not a Word document (.docx).",
    ),
    "docx.encrypted": (
        "Het is versleuteld ({places:some}); haal het wachtwoord weg en sla het in Word op als Word-document (.docx).",
        "It is encrypted ({places:some}); remove the password and open it in Word and save it as a Word document (.docx).",
    ),
    "docx.endless_name": (
        "Het heeft een naam zonder einde in {places:some}; open het in Word en sla het op als Word-document (.docx).",
        "It has an endless name in {places:some}; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.endless_tag": (
        "Het heeft een markering zonder einde in {places:some}; open het in Word en sla het op als Word-document (.docx).",
        "It has a tag without end in {places:some}; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.field": (
        "Het heeft een veld {kind} ({places:some}), dat iets van elders haalt; selecteer het in Word en druk op Ctrl+Shift+F9, dan blijft alleen de tekst.",
        "It has a {kind} field ({places:some}), which fetches something from elsewhere; in Word, select it and press Ctrl+Shift+F9 to keep its text only.",
    ),
    "docx.frames": (
        "Het is een webpagina met frames ({places:some}); kopieer de tekst naar een nieuw Word-document.",
        "It is a web page with frames ({places:some}); copy the text into a new Word document.",
    ),
    "docx.from_elsewhere": (
        "Het haalt iets van elders ({places:some}); haal het weg, of kopieer de tekst naar een nieuw Word-document.",
        "It fetches something from elsewhere ({places:some}); remove it, or copy the text into a new Word document.",
    ),
    "docx.inflates_too_much": (
        "Het heeft een onderdeel dat meer dan {ratio} keer zo groot wordt ({places:some}); open het in Word en sla het op als Word-document (.docx).",
        "It has a part that becomes more than {ratio} times larger ({places:some}); open it in Word and save it as a Word document (.docx).",
    ),
    "docx.linked_file": (
        "Het is aan een ander bestand gekoppeld ({places:some}); zet er een afbeelding voor in de plaats.",
        "It is linked to another file ({places:some}); replace the link by a picture.",
    ),
    "docx.macro_file": (
        "Het is een Word-bestand met macro’s (.docm of .dotm); sla het op als .docx, zonder macro’s.",
        "It is a Word file with macros (.docm or .dotm); save it as .docx without macros.",
    ),
    "docx.macros": (
        "Er zitten macro’s in ({places:some}); sla het op als .docx, zonder macro’s.",
        "It contains macros ({places:some}); save it as .docx without macros.",
    ),
    "docx.mail_merge": (
        "Het is aan een verzendlijst gekoppeld ({places:some}); maak het samenvoegen af en sla het resultaat op.",
        "It is linked to a mail merge ({places:some}); finish the merge and save its result.",
    ),
    "docx.master_document": (
        "Het is een hoofddocument met andere bestanden erin ({places:some}); zet de tekst in één bestand.",
        "It is a master document with other files in it ({places:some}); put the text in one file.",
    ),
    "docx.nested_fields": (
        "Het heeft velden die te diep in elkaar zitten; kopieer de tekst naar een nieuw Word-document.",
        "It has fields nested too deep; copy the text into a new Word document.",
    ),
    "docx.nested_too_deep": (
        "De opbouw ervan is te diep ({places:some}); kopieer de tekst naar een nieuw Word-document.",
        "It is nested too deep in {places:some}; copy the text into a new Word document.",
    ),
    "docx.no_text": (
        "Het is geen Word-document (.docx): de tekst ontbreekt; open het in Word en sla het op.",
        "It is not a Word document (.docx): it has no text; open it in Word and save it.",
    ),
    "docx.no_text_part": (
        "Het is geen Word-document (.docx): het onderdeel met de tekst ontbreekt; open het in Word en sla het op als Word-document (.docx).",
        "It is not a Word document (.docx): it has no text part; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.no_zip": (
        "Het is geen Word-document (.docx), of het is beschadigd; open het in Word en sla het op als Word-document (.docx).",
        "It is not a Word document (.docx), or it is damaged; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.not_as_declared": (
        "Het is beschadigd: {places:some} is niet wat het bestand opgeeft; open het in Word en sla het op als Word-document (.docx).",
        "It is damaged: {places:some} is not what the file declares; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.not_one_text": (
        "Het is geen Word-document (.docx): het heeft geen tekst, of twee; open het in Word en sla het op als Word-document (.docx).",
        "It is not a Word document (.docx): it has no text, or two; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.not_over_base": (
        "Het exemplaar van {party} kan niet worden samengevoegd: het past niet op de basistekst; sla het op in Word en probeer het nog eens.",
        "The copy of {party} cannot be merged: it cannot be laid over the base; save it in Word and try again.",
    ),
    "docx.not_where_declared": (
        "Het is beschadigd: {places:some} staat niet waar het bestand opgeeft; open het in Word en sla het op als Word-document (.docx).",
        "It is damaged: {places:some} is not where the file declares; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.odd_encoding": (
        "Het heeft een onderdeel met een vreemde codering ({places:some}); open het in Word en sla het op als Word-document (.docx).",
        "It has a part in an odd encoding ({places:some}); open it in Word and save it as a Word document (.docx).",
    ),
    "docx.odd_link": (
        "Het heeft een link die geen web- of mailadres is ({places:some}); haal de link weg, of schrijf het hele adres uit.",
        "It has a link that is no web or mail address ({places:some}); remove the link, or write out the whole address.",
    ),
    "docx.odd_name": (
        "Het heeft een onderdeel met een naam die Word niet gebruikt ({places:some}); open het in Word en sla het op als Word-document (.docx).",
        "It has a part with a name that no Word file has ({places:some}); open it in Word and save it as a Word document (.docx).",
    ),
    "docx.odd_packing": (
        "Het is verpakt zoals Word dat niet doet ({places:some}); open het in Word en sla het op als Word-document (.docx).",
        "It is packed in a way that Word does not use ({places:some}); open it in Word and save it as a Word document (.docx).",
    ),
    "docx.old_kind": (
        "Het is geen Word-document (.docx), maar een van het oude soort (.doc) of een ander Office-bestand; open het in Word en sla het op als Word-document (.docx).",
        "It is not a Word document (.docx) but one of the old kind (.doc) or another Office file; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.open_document": (
        "Het is een OpenDocument-tekst, geen Word-document (.docx); open het in Word en sla het op als Word-document (.docx).",
        "It is an OpenDocument text, not a Word document (.docx); open it in Word and save it as a Word document (.docx).",
    ),
    "docx.other_office_file": (
        "Het is een ander Office-bestand, geen Word-document (.docx); open het in Word en sla het op als Word-document (.docx).",
        "It is another Office file, not a Word document (.docx); open it in Word and save it as a Word document (.docx).",
    ),
    "docx.parts_overlap": (
        "Het is beschadigd: de onderdelen overlappen elkaar; open het in Word en sla het op als Word-document (.docx).",
        "It is damaged: its parts overlap; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.password": (
        "Het is beveiligd met een wachtwoord; haal dat in Word weg en sla het op als Word-document (.docx).",
        "It is protected with a password; remove that in Word and open it in Word and save it as a Word document (.docx).",
    ),
    "docx.pdf": (
        "Het is geen Word-document (.docx), maar een PDF; open het in Word en sla het op als Word-document (.docx).",
        "It is not a Word document (.docx) but a PDF; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.picture_from_elsewhere": (
        "Het haalt een afbeelding van elders ({places:some}); voeg in Word de afbeelding zelf in.",
        "It fetches a picture from elsewhere ({places:some}); in Word, insert the picture itself.",
    ),
    "docx.picture_with_program": (
        "Het heeft een afbeelding met een programma erin ({places:some}); voeg haar in als PNG.",
        "It has a picture with a program in it ({places:some}); insert it as PNG.",
    ),
    "docx.picture_with_web_page": (
        "Het heeft een afbeelding met een webpagina erin ({places:some}); voeg haar in als PNG.",
        "It has a picture with a web page in it ({places:some}); insert it as PNG.",
    ),
    "docx.program": (
        "Het is geen Word-document (.docx), maar een programma; open het in Word en sla het op als Word-document (.docx).",
        "It is not a Word document (.docx) but a program; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.pulls_in_document": (
        "Het haalt een ander document binnen ({places:some}); kopieer die tekst in Word in de brief zelf.",
        "It pulls in another document ({places:some}); in Word, copy that text into the letter itself.",
    ),
    "docx.refers_to_other": (
        "Het verwijst naar iets wat niet in een brief hoort ({places:some}); haal het weg, of kopieer de tekst naar een nieuw Word-document.",
        "It refers to something that is no part of a letter ({places:some}); remove it, or copy the text into a new Word document.",
    ),
    "docx.rtf": (
        "Het is geen Word-document (.docx), maar een RTF-tekst; open het in Word en sla het op als Word-document (.docx).",
        "It is not a Word document (.docx) but an RTF text; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.same_name_twice": (
        "Het heeft twee onderdelen met dezelfde naam ({places:some}); open het in Word en sla het op als Word-document (.docx).",
        "It has two parts with one name ({places:some}); open it in Word and save it as a Word document (.docx).",
    ),
    "docx.says_two_things": (
        "Het is beschadigd: het zegt twee dingen over {places:some}; open het in Word en sla het op als Word-document (.docx).",
        "It is damaged: it says two things about {places:some}; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.something_else": (
        "Het is geen Word-document (.docx), maar iets anders; open het in Word en sla het op als Word-document (.docx).",
        "It is not a Word document (.docx) but something else; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.takes_too_much": (
        "Het vraagt meer geheugen of tijd dan enige brief; kopieer de tekst naar een nieuw Word-document.",
        "It takes more memory or time to look at than any letter does; copy the text into a new Word document.",
    ),
    "docx.template": (
        "Het is een Word-sjabloon (.dotx); open het in Word en sla het op als Word-document (.docx).",
        "It is a Word template (.dotx); open it in Word and save it as a Word document (.docx).",
    ),
    "docx.too_large": (
        "Het is groter dan {megabytes} MB; maak de afbeeldingen erin kleiner.",
        "It is larger than {megabytes} MB; make its pictures smaller.",
    ),
    "docx.too_large_unpacked": (
        "Uitgepakt is het groter dan {megabytes} MB; maak de afbeeldingen erin kleiner.",
        "Unpacked it is larger than {megabytes} MB; make its pictures smaller.",
    ),
    "docx.too_many_parts": (
        "Het heeft meer dan {most} onderdelen; open het in Word en sla het op als Word-document (.docx).",
        "It has more than {most} parts; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.too_much_inside": (
        "Er zit veel meer in dan in enige brief; splits het, of kopieer de tekst naar een nieuw Word-document.",
        "It is far larger inside than any letter; split it, or copy the text into a new Word document.",
    ),
    "docx.too_much_text": (
        "Er zit meer dan {megabytes} MB tekst in; splits het, of kopieer de tekst naar een nieuw Word-document.",
        "It has more than {megabytes} MB of text inside; split it, or copy the text into a new Word document.",
    ),
    "docx.untracked_not_in_base": (
        "Het exemplaar van {party} kan niet worden samengevoegd: wat er zonder de bijgehouden wijzigingen staat, staat niet in de basistekst.",
        "The copy of {party} cannot be merged: what it says without its tracked changes cannot be found in the base.",
    ),
    "docx.web_page": (
        "Het is geen Word-document (.docx), maar een webpagina of XML-bestand; open het in Word en sla het op als Word-document (.docx).",
        "It is not a Word document (.docx) but a web page or XML file; open it in Word and save it as a Word document (.docx).",
    ),
    "docx.zip": (
        "Het is een zip-bestand, geen Word-document (.docx); open het in Word en sla het op als Word-document (.docx).",
        "It is a zip file, not a Word document (.docx); open it in Word and save it as a Word document (.docx).",
    ),
}
