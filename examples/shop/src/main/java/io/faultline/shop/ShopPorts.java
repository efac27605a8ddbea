package io.faultline.shop;

/**
 * Where the shop's processes listen on the loopback.
 *
 * @param secondPayments of the second payments instance, where there is one
 * @param proxy of the fault proxy <code>payments</code>, where the shop goes through it
 */
public record ShopPorts(int shop, int payments, int inventory, int secondPayments, int proxy) {
    public static final ShopPorts DEFAULT = new ShopPorts(18_080, 18_081, 18_082, 18_083, 18_091);
}
