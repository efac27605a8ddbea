package io.faultline.probe.net;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where measurements over the network may not go. */
@ConfigurationProperties("faultline.probe.net")
record NetSettings(boolean allowLinkLocal, @DefaultValue("true") boolean allowLoopback) {}
