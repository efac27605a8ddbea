/**
 * What every service's HTTP edge shares: who may call (the key, Host and Origin), how it says no (problem+json), and how
 * long lists are paged. Wires itself by auto-configuration.
 */
@NullMarked
package io.faultline.http;

import org.jspecify.annotations.NullMarked;
