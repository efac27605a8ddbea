package io.faultline.cli;

import java.util.Locale;

/** How data is written. */
enum Format {
    TABLE, JSON, YAML, JSONL, NAME, MD, JUNIT, LITMUS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
