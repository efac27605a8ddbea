package io.faultline.injector.fault.network;

import java.io.IOException;

/** Where toxics are taken out again. */
@FunctionalInterface
public interface Toxics {
    /** Takes a toxic out of a proxy, if both are there. */
    void remove(String proxy, String name) throws IOException;
}
