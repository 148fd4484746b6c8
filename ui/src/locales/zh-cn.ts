import access from './zh-CN/access.json';
import app from './zh-CN/app.json';
import audit from './zh-CN/audit.json';
import customers from './zh-CN/customers.json';
import devices from './zh-CN/devices.json';
import lobby from './zh-CN/lobby.json';
import opening from './zh-CN/opening.json';
import organisation from './zh-CN/organisation.json';
import rules from './zh-CN/rules.json';
import shared from './zh-CN/shared.json';
import staffing from './zh-CN/staffing.json';
import voice from './zh-CN/voice.json';

export default {
  access,
  app,
  audit,
  customers,
  devices,
  lobby,
  opening,
  organisation,
  rules,
  shared,
  staffing,
  voice,
};
