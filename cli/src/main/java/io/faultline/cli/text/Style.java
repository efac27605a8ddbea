package io.faultline.cli.text;

/** How a piece of text looks, in the sixteen colours every terminal has and every person has chosen. */
public enum Style {
    PLAIN(""), BOLD("1"), DIM("2"), GOOD("32"), BAD("31"), LOUD("1;31"), WARM("33"), COOL("36"), ALARM("1;97;41");

    private final String codes;

    Style(String codes) {
        this.codes = codes;
    }

    public String paint(String text) {
        return codes.isEmpty() || text.isEmpty() ? text : "\u001b[" + codes + "m" + text + "\u001b[0m";
    }
}
