package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class JdkLastGoodTest extends LastGoodContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.JDK;
    }
}
