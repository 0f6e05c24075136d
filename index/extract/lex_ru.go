package extract

const ruTable = ``
