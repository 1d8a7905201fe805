/** The words of the chat itself, in every language; what is said in the chat comes from the gateway. */

export const LANGUAGES = { en: "English", de: "Deutsch", pl: "Polski" };

const WORDS = {
  en: {
    title: "{name} assistant", assistant: "Assistant", you: "You", agent: "Advisor", system: "Notice",
    conversation: "Conversation", help: "Chat with us", close: "Close the chat", menu: "Settings",
    unread: { one: "{n} new message", other: "{n} new messages" },
    online: "Replies straight away", connecting: "Connecting …", offline: "Connecting again …", ended: "Chat ended",
    waiting_for_agent: "A person will take over", with_agent: "You are talking to a person", closed: "Conversation closed",
    language: "Language", theme: "Appearance", auto: "Auto", light: "Light", dark: "Dark",
    speak: "In English, please.",
    end: "End chat and sign out", end_question: "End this chat?", cancel: "Keep chatting", confirm: "End chat",
    end_text: "You will be signed out here. Your requests stay on file.",
    signed_out: "You are signed out.", expired: "For your safety this chat has ended.", fresh: "Start a new chat",
    unavailable: "The chat cannot be reached at the moment.", again: "Try again",
    write: "Write a message", send: "Send", attach: "Attach a photo or file", drop: "Drop the file here",
    remove: "Remove {title}", uploading: "Uploading {title}", upload_failed: "Upload failed",
    too_large: "This file is too large (5 MB at most)", type_refused: "Only pictures and PDF files, please",
    file_unreadable: "This file is damaged or locked with a password",
    file_active_content: "This PDF holds a script or a file: please print it as PDF, or take a photo",
    file_infected: "Our virus scanner objects to this file", file_not_checked: "Cannot be checked now: please try again later",
    sending: "Sending …", sent: "Sent", failed: "Not sent", refused: "This could not be taken",
    typing: "The assistant is writing", newest: "New messages", today: "Today", yesterday: "Yesterday",
    enlarge: "Enlarge: {title}", close_picture: "Close picture", download: "Download", file: "File",
    lost: "Could not be loaded", choices: "Choices",
  },
  de: {
    title: "{name}-Assistent", assistant: "Assistent", you: "Sie", agent: "Beratung", system: "Hinweis",
    conversation: "Gespräch", help: "Chatten Sie mit uns", close: "Chat schließen", menu: "Einstellungen",
    unread: { one: "{n} neue Nachricht", other: "{n} neue Nachrichten" },
    online: "Antwortet sofort", connecting: "Verbindung wird aufgebaut …", offline: "Verbindung wird wiederhergestellt …",
    ended: "Chat beendet",
    waiting_for_agent: "Ein Mensch übernimmt gleich", with_agent: "Sie sprechen mit einem Menschen", closed: "Gespräch beendet",
    language: "Sprache", theme: "Darstellung", auto: "Auto", light: "Hell", dark: "Dunkel",
    speak: "Auf Deutsch, bitte.",
    end: "Chat beenden und abmelden", end_question: "Diesen Chat beenden?", cancel: "Weiter chatten", confirm: "Chat beenden",
    end_text: "Sie werden hier abgemeldet. Ihre Anliegen bleiben gespeichert.",
    signed_out: "Sie sind abgemeldet.", expired: "Zu Ihrer Sicherheit wurde dieser Chat beendet.", fresh: "Neuen Chat beginnen",
    unavailable: "Der Chat ist gerade nicht erreichbar.", again: "Noch einmal versuchen",
    write: "Nachricht schreiben", send: "Senden", attach: "Foto oder Datei anhängen", drop: "Datei hier ablegen",
    remove: "{title} entfernen", uploading: "{title} wird hochgeladen", upload_failed: "Hochladen fehlgeschlagen",
    too_large: "Diese Datei ist zu groß (höchstens 5 MB)", type_refused: "Bitte nur Bilder und PDF-Dateien",
    file_unreadable: "Diese Datei ist beschädigt oder mit einem Kennwort gesperrt",
    file_active_content: "Dieses PDF enthält ein Skript oder eine Datei: bitte als PDF drucken oder fotografieren",
    file_infected: "Unser Virenscanner beanstandet diese Datei",
    file_not_checked: "Kann gerade nicht geprüft werden: bitte später noch einmal",
    sending: "Wird gesendet …", sent: "Gesendet", failed: "Nicht gesendet", refused: "Das wurde nicht angenommen",
    typing: "Der Assistent schreibt", newest: "Neue Nachrichten", today: "Heute", yesterday: "Gestern",
    enlarge: "Vergrößern: {title}", close_picture: "Bild schließen", download: "Herunterladen:", file: "Datei",
    lost: "Konnte nicht geladen werden", choices: "Auswahl",
  },
  pl: {
    title: "Asystent {name}", assistant: "Asystent", you: "Ty", agent: "Konsultant", system: "Informacja",
    conversation: "Rozmowa", help: "Porozmawiajmy", close: "Zamknij czat", menu: "Ustawienia",
    unread: { one: "{n} nowa wiadomość", few: "{n} nowe wiadomości", other: "{n} nowych wiadomości" },
    online: "Odpowiada od razu", connecting: "Łączenie …", offline: "Ponowne łączenie …", ended: "Czat zakończony",
    waiting_for_agent: "Zaraz przejmie konsultant", with_agent: "Rozmowa z konsultantem", closed: "Rozmowa zakończona",
    language: "Język", theme: "Wygląd", auto: "Auto", light: "Jasny", dark: "Ciemny",
    speak: "Po polsku, proszę.",
    end: "Zakończ czat i wyloguj", end_question: "Zakończyć ten czat?", cancel: "Wróć do czatu", confirm: "Zakończ czat",
    end_text: "Nastąpi wylogowanie. Zgłoszone sprawy pozostaną zapisane.",
    signed_out: "Wylogowano.", expired: "Dla bezpieczeństwa ten czat został zakończony.", fresh: "Rozpocznij nowy czat",
    unavailable: "Czat jest w tej chwili niedostępny.", again: "Spróbuj ponownie",
    write: "Napisz wiadomość", send: "Wyślij", attach: "Dodaj zdjęcie lub plik", drop: "Upuść plik tutaj",
    remove: "Usuń {title}", uploading: "Przesyłanie: {title}", upload_failed: "Nie udało się przesłać",
    too_large: "Plik jest za duży (najwyżej 5 MB)", type_refused: "Przyjmujemy tylko obrazy i pliki PDF",
    file_unreadable: "Plik jest uszkodzony albo zabezpieczony hasłem",
    file_active_content: "Ten PDF zawiera skrypt albo plik: proszę wydrukować go do PDF albo zrobić zdjęcie",
    file_infected: "Program antywirusowy ma zastrzeżenia do tego pliku",
    file_not_checked: "Nie można teraz sprawdzić pliku: proszę spróbować później",
    sending: "Wysyłanie …", sent: "Wysłano", failed: "Nie wysłano", refused: "Tego nie udało się przyjąć",
    typing: "Asystent pisze", newest: "Nowe wiadomości", today: "Dzisiaj", yesterday: "Wczoraj",
    enlarge: "Powiększ: {title}", close_picture: "Zamknij obraz", download: "Pobierz", file: "Plik",
    lost: "Nie udało się wczytać", choices: "Do wyboru",
  },
};

/** The first of some language tags that there are words in, else English. */
export function firstKnown(...tags) {
  return tags.map((tag) => (tag || "").slice(0, 2).toLowerCase()).find((code) => code in WORDS) || "en";
}

/** The words of one language as a function: `say("remove", {title})`; a count `n` chooses the plural form. */
export function wordsOf(language) {
  const plural = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const entry = WORDS[language][key];
    const text = typeof entry === "string" ? entry : entry[plural.select(values.n)] || entry.other;
    return text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  };
}
