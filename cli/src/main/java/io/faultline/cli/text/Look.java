package io.faultline.cli.text;

import java.time.ZoneId;

import io.faultline.contracts.probe.Outcome;
import org.jspecify.annotations.Nullable;

/** What a terminal can show: its width, colours or none, drawn characters or ASCII; and the zone its times are in. */
public record Look(int width, boolean colour, boolean unicode, ZoneId zone) {

    public Line mark(Line line, @Nullable Outcome outcome) {
        return line.add(glyph(outcome), style(outcome));
    }

    public String glyph(@Nullable Outcome outcome) {
        if (outcome == null) {
            return unicode ? "·" : ".";
        }
        return switch (outcome) {
            case HELD -> unicode ? "●" : "o";
            case BROKEN -> unicode ? "✖" : "x";
            case UNMEASURABLE -> "?";
        };
    }

    public Style style(@Nullable Outcome outcome) {
        if (outcome == null) {
            return Style.DIM;
        }
        return switch (outcome) {
            case HELD -> Style.GOOD;
            case BROKEN -> Style.BAD;
            case UNMEASURABLE -> Style.DIM;
        };
    }

    /** Columns of a bar, and at least of a row of marks. */
    public int bar() {
        return width >= 90 ? 24 : width >= 60 ? 14 : 8;
    }

    public String full() {
        return unicode ? "█" : "#";
    }

    public String empty() {
        return unicode ? "░" : ".";
    }

    public String ellipsis() {
        return unicode ? "…" : "..";
    }

    public String dot() {
        return unicode ? " · " : " - ";
    }

    public String rule() {
        return (unicode ? "─" : "-").repeat(Math.max(0, width - 4));
    }

    public String yes() {
        return unicode ? "✔" : "+";
    }

    public String no() {
        return unicode ? "✖" : "x";
    }
}
