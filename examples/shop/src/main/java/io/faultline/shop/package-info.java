/** A shop to break: shop calls payments, payments calls inventory, each a process of its own with nothing but the JDK. */
@NullMarked
package io.faultline.shop;

import org.jspecify.annotations.NullMarked;
