"""Languages as ISO 639-1 codes, from the English names that publishers write."""

_CODES = {
    "arabic": "ar", "armenian": "hy", "azerbaijani": "az", "belarusian": "be", "bengali": "bn", "bosnian": "bs",
    "bulgarian": "bg", "burmese": "my", "chinese": "zh", "croatian": "hr", "dari": "fa", "english": "en",
    "farsi": "fa", "french": "fr", "georgian": "ka", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi",
    "indonesian": "id", "italian": "it", "japanese": "ja", "kazakh": "kk", "korean": "ko", "kurdish": "ku",
    "kyrgyz": "ky", "macedonian": "mk", "malay": "ms", "pashto": "ps", "persian": "fa", "polish": "pl",
    "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr", "somali": "so", "spanish": "es",
    "tajik": "tg", "thai": "th", "turkish": "tr", "turkmen": "tk", "ukrainian": "uk", "urdu": "ur", "uzbek": "uz",
    "vietnamese": "vi",
}  # fmt: skip


def language(text: str) -> str | None:
    """The code of one language (`Persian/Farsi` is one), None for anything else."""
    found = {_CODES.get(word) for word in text.lower().replace("/", " ").split()}
    return found.pop() if len(found) == 1 else None
