package io.faultline.injector.fault.application;

import java.util.Map;

/** How Chaos Monkey for Spring Boot is set. */
record MonkeySettings(boolean enabled, Map<String, Object> assaults, Map<String, Object> watchers) {}
