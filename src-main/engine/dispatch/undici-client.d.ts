/** The part of undici that is used, by itself: all of it takes 80 ms to load, and nothing else happens meanwhile. */
declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';
  export default Client;
}
