/** The one address: routes each path to the service that answers it. */
@NullMarked
package io.faultline.gateway;

import org.jspecify.annotations.NullMarked;
