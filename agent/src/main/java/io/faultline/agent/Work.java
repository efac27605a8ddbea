package io.faultline.agent;

import tools.jackson.databind.JsonNode;

/** What is done with tasks of one kind. */
interface Work {
    JsonNode done(JsonNode task) throws InterruptedException;
}
