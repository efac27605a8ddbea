package io.faultline.cli.text;

import java.util.ArrayList;
import java.util.List;

/** A line being put together from styled pieces, which knows how wide it is. */
public final class Line {
    private record Piece(String text, Style style) {}

    private final List<Piece> pieces = new ArrayList<>();
    private int width;

    public static Line of(String text) {
        return new Line().add(text);
    }

    public Line add(String text) {
        return add(text, Style.PLAIN);
    }

    /** Adds text from wherever: what would move the cursor or colour the screen is taken out. */
    public Line add(String text, Style style) {
        String clean = clean(text);
        pieces.add(new Piece(clean, style));
        width += length(clean);
        return this;
    }

    /** Fills with blanks up to this column. */
    public Line to(int column) {
        return width >= column ? this : add(" ".repeat(column - width));
    }

    public int width() {
        return width;
    }

    /** The line as it is sent, cut to this many columns. */
    public String render(int columns, Look look) {
        StringBuilder text = new StringBuilder();
        int left = width > columns ? columns - 1 : columns;
        for (Piece piece : pieces) {
            String shown = cut(piece.text(), left);
            left -= length(shown);
            text.append(look.colour() ? piece.style().paint(shown) : shown);
        }
        if (width > columns) {
            text.append(look.unicode() ? "…" : ">");
        }
        return text.toString().stripTrailing();
    }

    public static String clean(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String text, int columns) {
        return length(text) <= columns ? text : text.substring(0, text.offsetByCodePoints(0, Math.max(0, columns)));
    }
}
