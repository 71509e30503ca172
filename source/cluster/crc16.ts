/** Generator of CRC16 XMODEM: x^16 + x^12 + x^5 + 1. */
const POLYNOMIAL = 0x1021;

/**
 * CRC16 XMODEM, 0-65535: what Redis Cluster hashes keys with (redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec,
 * appendix A). For explaining one key; slots are computed by `keySlot`.
 */
export function crc16(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? POLYNOMIAL : 0)) & 0xffff;
  }
  return crc;
}
