package io.faultline.agent;

import tools.jackson.databind.JsonNode;

/** What is done with tasks of one kind. */
interface Work {
    JsonNode done(JsonNode task) throws InterruptedException;

    /** Nobody waited for it any more when it was done. */
    default void unwanted(JsonNode task) {}
}
