package io.faultline.formats.litmus;

/** What becomes of something a manifest may say. */
enum Treatment {
    /** It means here what it means there. */
    WORKS("works"),
    /** It means the same, without a defect it has there. */
    BETTER("works better"),
    /** It is honoured in another way, and a note says so. */
    DIFFERENTLY("works differently"),
    /** It is left out, because nothing of it is needed. */
    NOT_NEEDED("not needed"),
    /** It is refused, with its place. */
    REFUSED("refused");

    private final String word;

    Treatment(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
