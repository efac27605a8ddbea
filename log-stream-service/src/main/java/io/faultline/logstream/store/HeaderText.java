package io.faultline.logstream.store;

import java.util.SortedMap;
import java.util.TreeMap;

import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;

/** A record's key and headers as JSON text, in which any character can be kept, also those Postgres refuses. */
record HeaderText(@Nullable String key, SortedMap<String, String> headers) {
    HeaderText {
        headers = headers == null ? new TreeMap<>() : headers;
    }

    static HeaderText parse(String text) {
        return Wire.mapper().readValue(text, HeaderText.class);
    }

    @Override
    public String toString() {
        return Wire.mapper().writeValueAsString(this);
    }
}
