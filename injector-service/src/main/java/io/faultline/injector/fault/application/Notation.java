package io.faultline.injector.fault.application;

import java.io.IOException;
import java.util.Map;

/** Reads and writes JSON objects. */
public interface Notation {
    Map<String, Object> read(String json) throws IOException;

    String write(Map<String, ?> object);
}
